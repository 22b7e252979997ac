/** What is held, waited for and queued at most, for `docs/security.md`. */

/** The section. */
export const limitsText = `## How much is taken from whom

| what | at most | beyond it |
| --- | --- | --- |
| body | 64 KiB | 413, \`PAYLOAD_TOO_LARGE\` |
| levels of JSON in a body | 32, told in one pass before it is parsed | 400, \`JSON_TOO_DEEP\` |
| address with its query | 8192 characters; a part that is a parameter: 255 | 414, \`URL_TOO_LONG\`; 404 |
| all headers with the address | 16 KiB | 431, bare: there is no request to answer |
| headers | 10 s from the first byte | 408, bare |
| a whole request | 15 s | 408 |
| an idle connection | 30 s, and 60 s without a byte | closed |
| connections from one address of the network (IPv6: /64) | 100 | closed before a byte is read |
| connections from the network, and from this machine | 500 each | closed before a byte is read |
| passwords that are hashed, and that wait for it | 2 and 64 | 429 |
| requests of a key at the same time | as its owner says | 429 |
| updates | one runs, one waits; whoever asks meanwhile shares it | nothing is queued |
| DNS over TCP | 128 connections, 32 of one address, 10 s between queries, 4 KiB a query | closed |
| DNS over UDP | answered in the order of arrival, nothing waits; answers to one network as \`dns.responses_per_second\` says | truncated or dropped |
| what a provider or a source answers | 1 MiB, 15 s | counts as no answer |
| a command on \`control.sock\` | 64 KiB | closed |

Compressed bodies are not unfolded. No regular expression is taken from anybody; those of CloudCube run over texts of
bounded length. A path is never made from what is asked for.
`;
