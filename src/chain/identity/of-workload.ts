import { identity, type Identity } from '../../evidence/identity.ts';
import { workload } from '../../evidence/workload.ts';
import { saClientIdKubelet } from '../../problems/service-account/sa-client-id-kubelet.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { accountOf, ownContainerOf } from '../references.ts';

export const ofWorkload = defineCheck({
  id: 'identity/of-workload',
  title: 'the identity is not one that AKS made for the cluster itself',
  each: 'login',
  reads: [answer(identity), workload],
  problems: [saClientIdKubelet],
  run([who, { owner }], { login }) {
    if (login.entrance === 'csi') return skip('the class names it');
    if (who.state === 'unknown') return unseen(who);
    if (who.state === 'absent') return skip('nobody has this client id');
    const { clientId, name, resourceGroup } = who.value;
    if (resourceGroup === undefined || !isOfCluster(who.value)) return ok();
    return fail(saClientIdKubelet, { account: accountOf(login), owner, ...ownContainerOf(login), clientId, name, resourceGroup });
  },
});

/** By the names that AKS gives, in the resource group of the nodes, which it names `MC_…`. */
function isOfCluster({ kind, name, resourceGroup = '' }: Identity): boolean {
  if (kind !== 'user-assigned' || !/^MC_/i.test(resourceGroup)) return false;
  return /-agentpool$/i.test(name) || /^(azurekeyvaultsecretsprovider|omsagent|azurepolicy|ingressapplicationgateway|aciconnectorlinux|webapprouting)-/i.test(name);
}
