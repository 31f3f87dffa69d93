import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkIdentityBindingNoOptin = defineProblem<Logged>({
  code: 'WI659',
  name: 'sdk-identity-binding-no-optin',
  link: 'exchange',
  title: 'The SDK sends the token of an identity binding to Entra',
  brief: 'the SDK does not use the proxy of the binding',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `The SDK in container ${container} sent the token for the proxy of the cluster to Entra itself`,
  why: () => 'The pod asks for an identity binding, so its token is made for the proxy of the cluster (api://AKSIdentityBinding). An SDK goes there only where its option for it is on.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Turn the option on, of WorkloadIdentityCredential itself and not of DefaultAzureCredential: IsAzureProxyEnabled (.NET), EnableAzureProxy (Go), enableAzureProxy() (Java), enable_azure_proxy=True (Python); upgrade an SDK that does not have it.'),
  ],
  example: exampleLog('AADSTS700212: No matching federated identity record found for presented assertion audience \'api://AKSIdentityBinding\'.'),
});
