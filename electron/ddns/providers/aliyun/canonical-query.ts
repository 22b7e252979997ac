/** How Aliyun writes a query before it signs it: RFC 3986, in order of the names. Both of its signatures stand on it. */

/** What `encodeURIComponent` leaves and RFC 3986 §2.2 reserves. */
const RESERVED = /[!'()*]/g;

/** Pure: one name or value, every octet escaped that RFC 3986 §2.3 does not leave free. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(RESERVED, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Pure: all parameters, sorted by code unit. */
export const canonicalQuery = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
