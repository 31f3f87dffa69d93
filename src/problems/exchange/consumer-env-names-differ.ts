import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const consumerEnvNamesDiffer = defineProblem<Logged>({
  code: 'WI682',
  name: 'consumer-env-names-differ',
  link: 'exchange',
  title: 'Terraform reads other variables than the webhook sets',
  brief: 'Terraform reads other variables',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Terraform in container ${container} does not see that its pod has an identity`,
  why: () => 'Its Azure providers read ARM_CLIENT_ID, ARM_TENANT_ID, ARM_USE_OIDC and ARM_OIDC_TOKEN_FILE_PATH, and not the AZURE_ variables. Without them they fall back to the Azure CLI, which is not there.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Set ARM_USE_OIDC=true, ARM_CLIENT_ID=$(AZURE_CLIENT_ID), ARM_TENANT_ID=$(AZURE_TENANT_ID), ARM_OIDC_TOKEN_FILE_PATH=$(AZURE_FEDERATED_TOKEN_FILE) and ARM_SUBSCRIPTION_ID; or use_aks_workload_identity = true in the azurerm provider.'),
  ],
  example: exampleLog('Error: building account: could not acquire access token to parse claims: running Azure CLI: exit status 1: ERROR: Please run \'az login\' to setup account.'),
});
