"""Names that look like ordinary words: they keep their capital."""

from bot.activity.message.wording import word_set

# Names that look like ordinary capitalised words.
NAMES = word_set("""
    bayesian markovian newtonian
    rustlings makemore micrograd nanogpt
    ableton actix adagrad adam adamw africa african agda airbnb airflow alice alpaca altair amazon american andrew
    android angular anki anova ansible apache april arabic arduino ardupilot argo asana asia asian astro atcoder athena
    audacity august australia australian austrian aws axum azure babel bach bangladesh bash bayes bbc beatles beethoven
    bellman berkeley berlin bernoulli bert bevy biden bigquery binance blackbird blender bob bokeh boltzmann bonferroni
    boole bootstrap boston brahms brazil british brownian buffon bulma burp caddy caesar california cambridge canada
    canadian canny cartesian cassandra cauchy celery chakra chebyshev chicago china chinese cholesky chopin chroma
    cifar circuitpython clojure cloudflare cloudwatch cobol coco codecademy codeforces codewars cognito collatz
    coltrane consul conway copilot coq coursera cox cramer cypress dagster dart dask databricks datacamp davinci debian
    debussy december dele delf delhi demorgan denmark dickens diffie dijkstra dirichlet discord django docker drizzle
    duckdb duolingo dutch dvorak dynamo dynamodb ec2 edx elastic elasticsearch electron elixir elm english enigma envoy
    erlang euclid euclidean euler europe european excel exercism facebook faraday fashion fastapi february feistel
    fermat fibonacci figma firebase fisher fivetran flask flink floyd flutter ford fortran fourier france french gabor
    galois gatsby gauss gaussian gemma genki gensim german germany ghidra gimp gini git github gitlab go godot goethe
    golang google gradle grafana gram greek groq grover hackerrank hadoop hamming hanoi harris hartl harvard hashcat
    haskell hebrew hellman helm hendrix hermite heroku hilbert hindi hive hoeffding hooke hough hsk huffman huggingface
    hungarian ielts imagenet india indian inkscape iris irish isabelle istio italian italy jacobi jacobian jakarta
    january japan japanese java javascript jax jenkins jest jira jlpt julia july june jupyter kadane kafka kaggle kahn
    kaiming kalman kaplan karnaugh karpathy kattis kenya keras khan khanacademy kibana kicad kirchhoff knuth koa
    kolmogorov kong korean kotlin krita kruskal kubernetes lagrange langchain laplace laravel latin lean leetcode lego
    leibniz levenshtein lighthouse linux lisp llama logstash london looker lua lucas macbeth mandelbrot mann march
    mariadb markov massachusetts matplotlib maven mealy meier mercer metabase metasploit metropolis mexico micropython
    minecraft minna mistral mit mnist mocha mojo mongo mongoose monte monty moore mozart mumbai musescore mysql nasdaq
    nash nats neo4j nest nesterov netflix netherlands netlify newton nginx nhk nigeria nim nltk nmap nomad norton
    norway norwegian notion november numberphile numpy nuxt obama obsidian ocaml october odin ohm ollama onshape optuna
    oracle ottoman oxford packer pakistan pandas pareto paris parseval pascal pearson perl phaser photoshop pinecone
    pixela pixi platformio platt playwright plotly podman poisson pokemon poland polars polish porter portuguese
    postgres postman power-bi premiere prim princeton prisma procreate prolog prometheus prophet pulsar pygame pymc
    pytest python pytorch quarkus quizlet rabin racket rails ramanujan raspberry rayon react redis redshift redux
    riemann rmsprop rosalind rshiny ruby russia russian rust sagemaker sass satie scala schrodinger schubert schumann
    scikit scipy scottish scrapy seaborn seattle selenium september sequelize serde shakespeare shapiro shapley shiny
    shor sierpinski simpson simpsons singapore sklearn slack snowflake sobel solidity spain spanish spark spearman
    splunk spotify spring sqlite stanford starbucks statquest statsmodels stokes storybook strang strassen streamlit
    student supabase superset svelte sweden swedish swift swiss sydney tableau tailwind tauri taylor telegram
    tensorflow terraform tesla texas thevenin titanic toefl tokio tokyo traefik trello trump tryhackme tukey turing
    turkish twilio twitter uber ubuntu udacity udemy ukraine unity unix unreal vagrant valgrind venn vercel vigenere
    vim vite viterbi vivaldi vpc vue vulkan vulnhub wald wanikani wasserstein weaviate webpack weibull welch whisper
    whitney wikipedia wilcoxon windows wireshark wordle wordpress xavier xcode yahoo yelp youtube zig zillow zipf
    """)
