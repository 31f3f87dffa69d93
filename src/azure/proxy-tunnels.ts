import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { isRecord } from './json.ts';

/**
 * Makes what sends the requests of a run, all of them https, through an HTTP proxy over tunnels that stay open.
 *
 * Each pipeline of core-rest-pipeline makes an agent of its own, and that opens a tunnel, with its TLS, for every
 * single request; without a proxy the same client keeps its connections.
 */
export function keepTunnels(): (request: PipelineRequest) => void {
  const agents = new Map<string, PipelineRequest['agent']>();
  return (request) => {
    const { agent } = request;
    if (!isRecord(agent) || !(agent['proxy'] instanceof URL)) return;
    const { href } = agent['proxy'];
    const known = agents.get(href);
    if (known !== undefined) {
      request.agent = known;
      return;
    }
    // It looks for https in a stack trace, and finds none when a socket comes back: the next request would not find that.
    agents.set(href, Object.assign(agent, { keepAlive: true, isSecureEndpoint: () => true }));
  };
}
