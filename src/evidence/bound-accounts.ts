import { known } from './answer.ts';
import { serviceAccount as serviceAccountObject } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import { describeAccount, type ServiceAccount } from './service-account.ts';
import { selectedPath } from './workload-collections.ts';

export type AccountsKey = {
  /** Null: every namespace but kube-system. */
  readonly namespace: string | null;
  readonly labelSelector: string | null;
};

export type BoundAccount = ServiceAccount & { readonly clientId: string };

/** The service accounts of a place that name an identity, whether anything uses them or not. */
export const boundAccounts = defineQuestion({
  name: 'bound service accounts',
  rights: [{ where: 'cluster', verb: 'list', group: '', resource: 'serviceaccounts', scope: 'namespace', power: 'read' }],
  key: (key: AccountsKey) => key,
  async ask({ namespace, labelSelector }, world) {
    const all = await world.kube.list(selectedPath('serviceaccount', namespace, labelSelector), serviceAccountObject);
    const accounts = all.map(({ metadata }) => describeAccount(metadata.namespace ?? namespace ?? '', metadata));
    return known(accounts.filter((account): account is BoundAccount => account.clientId !== undefined && (namespace !== null || account.namespace !== 'kube-system')));
  },
});
