"""How a person connects an account: what to click there, what it costs, the dance for a token, the vault's seal.

Odd about it: nothing here knows a platform's posts, and no token is kept here; both are above (platforms/, store/).

    ways        each platform's way in: what is said before the first step, the steps, what is asked for
    oauth       the dance: an address for the browser, the answer, the token
    listener    where the browser brings the answer, on this machine alone
    sealing     a token as it lies in the vault
    issuers     who gives a token for which platform
"""
