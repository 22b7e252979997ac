/** What attacking tools said of CloudCube, and what is answered to it, for `docs/security.md`. */

/** The section. */
export const attacksText = `## What attacking tools say

\`npm run attack\` lets Debian's tools at a CloudCube of its own (Debian 12, two cores, 2026-11-21). While each works,
somebody else asks \`/health\` four times a second; every look has to be answered.

**slowhttptest 1.8.2**, 200 connections at 100 a second:

| shape | connections | others meanwhile | memory |
| --- | --- | --- | --- |
| slow headers | the last is gone after 14 s | 52 of 52 answered, slowest 73 ms | 126 → 130 MiB |
| slow body | the last is gone after 19 s | 65 of 65 answered, slowest 174 ms | 130 → 141 MiB |
| slow reading | held while they read | 140 of 140 answered, slowest 1.7 s | 141 → 158 MiB |
| slow headers by TLS from one address | 100 are taken; the last is gone after 13 s | 43 of 43 answered, slowest 0.3 s | no change |

Open: who reads an answer slowly keeps its connection for as long as bytes still move. It holds no more than an answer in
the kernel's buffers, and no more than the connections that one address, and all together, may have.

**testssl.sh 3.0.8**, 138 checks: TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, nothing older. Of the
known attacks none but the one below is reported. Its objections:

- _chain of trust incomplete_ (critical): the authority is this machine's own, and a phone is told to trust it; with a
  certificate of yours there is nothing to object to.
- _neither CRL nor OCSP_ (high): the authority vouches for this machine alone. A key that was stolen is answered by a new
  authority, not by a list that nobody would fetch.
- _BREACH_ (medium): answers are compressed. The attack needs requests that a stranger's page sends in somebody's name and
  that repeat what it chose beside a secret. The cookie is \`SameSite=Strict\`, a foreign \`Origin\` is refused before
  anything is read, and what shows a secret is answered once.
- _HSTS not offered_ (low): it would cover every port of the name, and the NAS's own pages are on others. It is sent with a
  certificate of the owner's own.

**wapiti 3.0.4**, 16 modules, all that need no server on the Internet: no vulnerability and no anomaly at the page, the
documentation and ten operations with parameters. Its objections: no \`X-XSS-Protection\` (browsers have dropped it; the
policy for content forbids scripts that are not ours) and no \`Strict-Transport-Security\` over plain HTTP on loopback,
where no browser would heed it.
`;
