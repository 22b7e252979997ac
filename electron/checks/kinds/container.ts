/** Containers of the engine on this machine, as the sampler saw them last. */
import { failed, ok, unavailable, type MachineState } from '../model.ts';
import type { Kind } from './kind.ts';

/** The kind. */
export function createContainerKind({ containers }: Pick<MachineState, 'containers'>): Kind<'container'> {
  return {
    target: ({ container }) => container,
    unavailable() {
      const known = containers();
      return 'value' in known ? null : known.unavailable;
    },
    run({ container, healthy }) {
      const known = containers();
      if (!('value' in known)) return unavailable(known.unavailable);
      const found = known.value.find(({ name }) => name === container);
      if (!found) return failed('CHECK_CONTAINER_UNKNOWN', { container });
      const { state, health } = found;
      if (state !== 'running') return failed('CHECK_CONTAINER_STOPPED', { container, state });
      // While it starts, it has not said yet that it is not well.
      const isWell = !healthy || health === null || health === 'healthy' || health === 'starting';
      return isWell ? ok() : failed('CHECK_CONTAINER_UNHEALTHY', { container, health });
    },
  };
}
