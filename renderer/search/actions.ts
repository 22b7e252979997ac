/** What can be done from the search: which dialogs it opens, by the permission that each needs. */
import { linkOptions } from '@tanstack/react-router';

/** Dialogs that add something, by what an address calls it (`AddButton`). */
export const additions = [
  { what: 'name', needs: 'ddns:write', link: linkOptions({ to: '/names' }) },
  { what: 'account', needs: 'ddns:write', link: linkOptions({ to: '/names/accounts' }) },
  { what: 'source', needs: 'ddns:write', link: linkOptions({ to: '/names/sources' }) },
  { what: 'device', needs: 'ddns:write', link: linkOptions({ to: '/names/sources' }) },
  { what: 'check', needs: 'monitoring:write', link: linkOptions({ to: '/monitoring/checks' }) },
  { what: 'rule', needs: 'alerts:admin', link: linkOptions({ to: '/alerts/rules' }) },
  { what: 'silence', needs: 'alerts:admin', link: linkOptions({ to: '/alerts/silences' }) },
  { what: 'maintenance', needs: 'alerts:admin', link: linkOptions({ to: '/alerts/silences' }) },
  { what: 'channel', needs: 'alerts:admin', link: linkOptions({ to: '/alerts/channels' }) },
  { what: 'user', needs: 'users:admin', link: linkOptions({ to: '/access', search: { show: 'users' } }) },
  { what: 'role', needs: 'roles:admin', link: linkOptions({ to: '/access', search: { show: 'roles' } }) },
  { what: 'key', needs: 'keys:admin', link: linkOptions({ to: '/access', search: { show: 'keys' } }) },
] as const;
