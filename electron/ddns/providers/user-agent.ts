/** How this program names itself where a provider wants to know (No-IP and DNSPod turn nameless clients away). */
import { version } from '../../kernel/version.ts';

/** Name and version. Holds nothing of whoever runs it. */
export const userAgent = `CloudCube/${version} (self-hosted DDNS client)`;
