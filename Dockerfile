# The bot in a container; docs/container.md says how to run it, `make container` builds it and tries it out.
# Any Debian with Python 3.11 or newer can be the base: no line below depends on where its Python lies.
ARG BASE=docker.io/library/python:3.11-slim-bookworm

# git, of which only the program itself is taken: reading a repository needs none of the 100 MB its package brings along.
FROM ${BASE} AS git
RUN apt-get update && apt-get install --yes --no-install-recommends git

# What is installed, built where everything that was needed for building stays behind.
FROM ${BASE} AS build
WORKDIR /source
RUN python3 -m venv /build && python3 -m venv --without-pip /opt/learnaloud
COPY requirements requirements
RUN /build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.txt \
    && /build/bin/pip --python /opt/learnaloud/bin/python install --no-cache-dir --no-compile \
        --require-hashes --only-binary :all: -r requirements/run.txt -r requirements/postgres.txt
COPY . .
# The bytecode is not checked against its source at each start: nothing in the image changes.
RUN /build/bin/python -m hatchling build --target wheel --directory /wheel \
    && /build/bin/pip --python /opt/learnaloud/bin/python install --no-compile --no-index --no-deps /wheel/*.whl \
    && /opt/learnaloud/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/learnaloud

FROM ${BASE}
LABEL org.opencontainers.image.title="learnaloud" \
      org.opencontainers.image.description="Learn in public, honestly: one true post a day from your roadmap and what you really did." \
      org.opencontainers.image.licenses="Apache-2.0"
# nano is for the e of bot review. Python's own library comes without bytecode in its official image, and what cannot be
# written down would be compiled anew at each start. Somebody else's folders are mounted on purpose, so git may read them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates nano \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log \
    && python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))' \
        | xargs python3 -m compileall -q -j 0 -x '(site|dist)-packages|/(ensurepip|idlelib|lib2to3|tkinter|turtledemo)/' \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin learnaloud \
    && install --directory --owner=learnaloud --group=learnaloud --mode=0700 /data \
    && printf '[safe]\n\tdirectory = *\n' > /etc/gitconfig
COPY --from=git /usr/bin/git /usr/bin/git
COPY --from=build /opt/learnaloud /opt/learnaloud
ENV PATH=/opt/learnaloud/bin:$PATH BOT_HOME=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5m --timeout=10s --start-period=1m CMD ["bot", "check", "--heartbeat"]
ENTRYPOINT ["bot"]
CMD ["daemon"]
