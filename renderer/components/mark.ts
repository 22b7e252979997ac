/** What a state mark can tell; apart from its drawing, so that models can name it. */
import type { HostState } from '../../shared/api/ddns.ts';

/** The states of a name, and `cut` for what cannot be looked at because the line is down. */
export type Mark = HostState | 'cut';
