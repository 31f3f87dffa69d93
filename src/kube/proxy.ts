import { BlockList, isIP } from 'node:net';
import { parseUrl } from './url.ts';

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy that Go's HTTP client, and so kubectl, would use for a server, from `HTTPS_PROXY`, `HTTP_PROXY` and
 * `NO_PROXY` (upper case before lower); undefined for none. Source: golang.org/x/net/http/httpproxy.
 *
 * There is no `ALL_PROXY` in Go. A value that is no URL at all is ignored, as there.
 */
export function proxyFromEnvironment(server: URL, env: Readonly<Record<string, string | undefined>>): URL | undefined {
  const value =
    server.protocol === 'https:' ? env['HTTPS_PROXY'] || env['https_proxy'] : env['HTTP_PROXY'] || env['http_proxy'];
  const proxy = parseProxy(value ?? '');
  if (proxy === undefined || isExempt(server, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined;
  return proxy;
}

function parseProxy(value: string): URL | undefined {
  if (value === '') return undefined;
  const whole = parseUrl(value);
  return whole !== undefined && whole.host !== '' ? whole : parseUrl(`http://${value}`);
}

/** Whether a server is reached directly by Go's rules: loopback always, and what a `NO_PROXY` list names. */
export function isExempt(server: URL, noProxy: string): boolean {
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const port = server.port || (defaultPorts[server.protocol] ?? '');
  const family = isIP(host);
  if (host === 'localhost' || (family !== 0 && contains('127.0.0.0', 8, host)) || host === '::1') return true;
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && entryMatches(entry, host, port, family !== 0));
}

function entryMatches(entry: string, host: string, port: string, isAddress: boolean): boolean {
  if (entry === '*') return true;
  const [network, prefix, ...rest] = entry.split('/');
  if (network !== undefined && prefix !== undefined && rest.length === 0 && isPrefix(network, prefix)) {
    return isAddress && contains(network, Number(prefix), host);
  }
  const named = splitPort(entry);
  if (named.port !== undefined && named.port !== port) return false;
  if (isIP(named.host) !== 0) return isAddress && contains(named.host, isIP(named.host) === 4 ? 32 : 128, host);
  if (isAddress || named.host === '') return false;
  const domain = named.host.startsWith('*.') ? named.host.slice(1) : named.host;
  // A leading dot means subdomains only.
  if (domain.startsWith('.')) return host.endsWith(domain);
  return host === domain || host.endsWith(`.${domain}`);
}

function isPrefix(network: string, prefix: string): boolean {
  const family = isIP(network);
  return family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

/** `host:port` or `[v6]:port`; an address with bare colons has no port. */
function splitPort(entry: string): { readonly host: string; readonly port?: string } {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d*)$/.exec(entry);
  if (match === null) return { host: entry };
  const port = match[3] ?? '';
  const host = match[1] ?? match[2] ?? '';
  return port === '' ? { host } : { host, port };
}

function contains(network: string, prefix: number, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
