import { entrances } from '../../evidence/entrances.ts';
import { isSetByTemplate, isStale } from '../../evidence/logins.ts';
import { isInjected, variableOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { groupServiceAccount } from '../../evidence/service-account.ts';
import { clientIdVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { podPredatesSaAnnotation } from '../../problems/pod/pod-predates-sa-annotation.ts';
import { podStaleClientId } from '../../problems/pod/pod-stale-client-id.ts';
import { defineCheck, fail, ok, skip, warn } from '../check.ts';

export const fresh = defineCheck({
  id: 'pod/fresh',
  title: 'the pods use the client id that the service account names now',
  each: 'pod-group',
  reads: [workload, groupServiceAccount, entrances],
  problems: [podStaleClientId, podPredatesSaAnnotation],
  run([owning, account, { webhook }], { podGroup }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const { shape, pods, beingReplaced } = podGroup;
    const annotated = account.clientId;
    if (annotated === undefined) return skip('the service account names no client id');
    const injected = wiredContainers(shape).filter((container) => isInjected(shape, container));
    if (injected.length === 0) return skip('the pods are not injected');
    const own = injected.filter((container) => !isSetByTemplate(owning, container, clientIdVariable));
    const { owner } = owning;
    for (const container of own) {
      if (!isStale(podGroup, container, owning, account)) continue;
      const presented = variableOf(container, clientIdVariable)?.value ?? '';
      if (presented === '') {
        const data = { owner, pods, serviceAccount: account.name, annotated };
        return beingReplaced ? warn(podPredatesSaAnnotation, data) : fail(podPredatesSaAnnotation, data);
      }
      const data = { owner, pods, serviceAccount: account.name, presented, annotated, beingReplaced };
      return beingReplaced ? warn(podStaleClientId, data) : fail(podStaleClientId, data);
    }
    return ok();
  },
});
