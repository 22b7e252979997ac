/** Requests outward as spans, by OpenTelemetry's conventions for HTTP clients (semantic conventions 1.27). */
import type { Http } from './http.ts';
import { bare, standardPort } from './http-target.ts';
import type { Attributes, Tracing } from './tracing.ts';

/** Of an address only scheme, host and port: the path and what is behind it may hold secrets. */
function attributesOf(method: string, address: string): Attributes {
  const url = URL.parse(address);
  if (!url) return { 'http.request.method': method };
  const { hostname, port, protocol } = url;
  return {
    'http.request.method': method,
    'server.address': bare(hostname),
    'server.port': port === '' ? standardPort(protocol) : Number(port),
    'url.scheme': protocol.slice(0, -1),
  };
}

/** The same way out, told of as spans. */
export function traced(http: Http, tracing: Pick<Tracing, 'span'>): Http {
  return (request) =>
    tracing.span(
      {
        name: request.method,
        kind: 'client',
        attributes: attributesOf(request.method, request.url),
        ended: ({ status }) => ({ 'http.response.status_code': status }),
      },
      () => http(request),
    );
}
