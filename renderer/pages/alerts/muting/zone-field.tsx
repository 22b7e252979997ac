/** Whose clock counts. */
import { NativeSelect } from '@mantine/core';

/** The zone of whoever reads this. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface ZoneFieldProps {
  readonly label: string;
  readonly zone: string;
  readonly onZone: (zone: string) => void;
}

/** All zones that the browser knows, and the chosen one. */
export function ZoneField({ label, zone, onZone }: ZoneFieldProps) {
  const zones = [...new Set([zone, ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <NativeSelect
      label={label}
      data={zones}
      value={zone}
      onChange={(event) => {
        onZone(event.currentTarget.value);
      }}
    />
  );
}
