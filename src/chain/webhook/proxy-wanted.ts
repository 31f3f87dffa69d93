import { entrances } from '../../evidence/entrances.ts';
import { asksForProxy, isLabelled } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { injectProxyAnnotation } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { proxyAnnotationFalse } from '../../problems/webhook/proxy-annotation-false.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';

export const proxyWanted = defineCheck({
  id: 'webhook/proxy-wanted',
  title: 'who has the proxy sidecar asked for it',
  each: 'target',
  reads: [workload, answer(podGroups), entrances],
  problems: [proxyAnnotationFalse],
  run([{ owner, template }, groups, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const shape = template ?? (groups.state === 'known' ? groups.value[0]?.shape : undefined);
    if (shape === undefined || !asksForProxy(shape)) return skip('no proxy is asked for');
    const value = shape.annotations[injectProxyAnnotation] ?? '';
    return isLabelled(shape) && /^(false|no|off|0|disabled?)$/i.test(value.trim()) ? warn(proxyAnnotationFalse, { owner, value }) : ok();
  },
});
