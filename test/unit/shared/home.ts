/** A client of the socket over a server that the test plays, by a virtual clock. */
import { createLiveClient } from '../../../shared/live/client.ts';
import type { LivePorts } from '../../../shared/live/client-model.ts';
import { createLiveServer } from '../../fakes/live-socket.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

/** The client and its server. The longest waiting time is always drawn, unless told. */
export function over(ports: Partial<LivePorts> = {}) {
  const server = createLiveServer();
  const clock = createVirtualClock();
  const states: string[] = [];
  const client = createLiveClient({ open: server.open, clock, random: () => 1, ...ports });
  client.onState(({ is }) => states.push(is));
  return { server, clock, client, states };
}
