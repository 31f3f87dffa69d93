/**
 * A scenario is one world, one command and what must come of it: a demo, a test and a page of documentation at once.
 *
 * The Kubernetes half is a list of steps that a user and time would take; the same steps run against the
 * simulated API server and against a real control plane (`test/cluster`), whose controllers make the pods.
 */

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The azure-wi webhook and its MutatingWebhookConfiguration (`failure-modes.md` §1). */
export interface WebhookState {
  /**
   * `tokens`: v1.5 (`/var/run/secrets/azure/tokens`); `wi`: v1.6 (`/var/run/secrets/azure/wi`);
   * `v0`: v0.14, which goes by the service account's label instead of the pod's and fails open.
   */
  readonly generation: 'v0' | 'tokens' | 'wi';
  /** Another release of that generation than v0.14.0, v1.5.1 or v1.6.0. */
  readonly release?: `v${number}.${number}.${number}`;
  readonly tenantId: string;
  readonly environment?: 'AzurePublicCloud' | 'AzureUSGovernmentCloud' | 'AzureChinaCloud';
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly namespaceSelector?: Readonly<Record<string, unknown>>;
  readonly objectSelector?: Readonly<Record<string, unknown>>;
  /** Its flag `--audience`; default `api://AzureADTokenExchange`. */
  readonly audience?: string;
  /**
   * `down`: configured, but the service has no endpoints. `silent`: it takes connections and never answers.
   * `untrusted`: its certificate is not of the `caBundle`. `plain`: something in its place speaks no TLS. Default `up`.
   */
  readonly server?: 'up' | 'down' | 'silent' | 'untrusted' | 'plain';
  /** Pods of its Deployment; default 2. */
  readonly replicas?: number;
  /** The cluster has an AKS identity binding, so that the webhook (v1.6) wires pods that are annotated for it to the proxy. */
  readonly identityBinding?: true;
  /** True: the Deployment runs, but the MutatingWebhookConfiguration is not there. */
  readonly unconfigured?: boolean;
  /**
   * What becomes of the pod after it: another mutating webhook takes away the mounts that it does not know, or adds
   * a sidecar, and azure-wi is not called again (reinvocationPolicy Never). `forgets`: it is built on a Kubernetes API of old, and loses what that does not know.
   */
  readonly afterwards?: 'mounts-taken' | 'forgets' | { readonly sidecar: Readonly<Record<string, unknown>> };
}

export type Step =
  /** Create or replace objects, as `kubectl apply` would; controllers then make ReplicaSets, Jobs and pods. */
  | { readonly do: 'apply'; readonly objects: readonly KubernetesObject[] }
  /** JSON merge patch of one object, or of the debug containers of a pod. */
  | {
      readonly do: 'patch';
      readonly kind: string;
      readonly namespace?: string;
      readonly name: string;
      readonly subresource?: 'ephemeralcontainers';
      readonly patch: Readonly<Record<string, unknown>>;
    }
  | { readonly do: 'delete'; readonly kind: string; readonly namespace?: string; readonly name: string }
  /** Install, change or remove the webhook; pods created afterwards see it. */
  | { readonly do: 'webhook'; readonly state: WebhookState | 'absent' }
  /**
   * What the secrets store driver does with the pods that mount a class: it writes down what it mounted, or the kubelet
   * tells in an event what it was refused with, where `NAMESPACE/POD` stands for the pod. With `stays` what it mounts
   * it mounts for pods that come later, too. Pods that wait because of a refusal become Ready once it is mounted.
   */
  | { readonly do: 'mount'; readonly namespace: string; readonly secretProviderClass: string; readonly result: MountResult; readonly stays?: true }
  /**
   * What a container has written to its log, in pods of that name or whose name begins with it and a dash: each line
   * with its age in seconds. `previous`: the container that ran before the one that runs.
   */
  | {
      readonly do: 'log';
      readonly namespace: string;
      readonly of: string;
      readonly container: string;
      readonly previous?: true;
      readonly lines: readonly { readonly ago: number; readonly text: string }[];
    }
  /** What a container writes before it ends that is added to a pod of that name, or whose name begins with it and a dash. */
  | { readonly do: 'added-container'; readonly namespace: string; readonly of: string; readonly says: readonly string[] }
  /** A warning of the kubelet about pods of that name, or whose name begins with it and a dash. */
  | { readonly do: 'event'; readonly namespace: string; readonly of: string; readonly reason: string; readonly message: string }
  /** Whether pods created afterwards become Ready (else they stay Pending, so a rollout stands still). Default `ready`. */
  | { readonly do: 'pods'; readonly become: 'ready' | 'pending' }
  /** Merge patch of the status subresource, e.g. a Deployment whose progress deadline has passed. */
  | { readonly do: 'status'; readonly kind: string; readonly namespace?: string; readonly name: string; readonly status: Readonly<Record<string, unknown>> };

export type MountResult =
  | { readonly objects: readonly { readonly id: string; readonly version: string }[] }
  | { readonly refused: string }
  /** Of the driver itself, which could not make a Secret of what it mounted. */
  | { readonly unsynced: string };

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What the caller of the doctor may do in the cluster. */
export type ClusterOperator =
  | 'admin'
  | {
      /** ClusterRole bound cluster-wide. */
      readonly clusterRules?: readonly PolicyRule[];
      /** Roles bound in a namespace. */
      readonly namespaceRules?: Readonly<Record<string, readonly PolicyRule[]>>;
    };

export interface ClusterScenario {
  /** The issuer of the cluster's tokens, byte for byte. */
  readonly issuer: string;
  readonly steps: readonly Step[];
  /** How its service account tokens are signed. Default RS256. */
  readonly signs?: 'ES256';
  readonly operator?: ClusterOperator;
  /** Faults of the API server, sandbox only. */
  readonly faults?: readonly Fault[];
}

export interface FederatedCredentialState {
  readonly name: string;
  readonly issuer: string;
  readonly subject?: string;
  readonly audiences: readonly string[];
  readonly claimsMatchingExpression?: { readonly value: string; readonly languageVersion: number };
}

export interface ManagedIdentityState {
  /** The identity of a scale set of this name instead of a resource of its own. */
  readonly systemAssigned?: true;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly principalId: string;
  /** Default westeurope. */
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly federatedCredentials: readonly FederatedCredentialState[];
}

export interface ResourceGroupState {
  readonly name: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly location: string;
}

export interface ApplicationState {
  readonly displayName: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly objectId: string;
  /** Absent: an application without a service principal. */
  readonly servicePrincipal?: { readonly objectId: string; readonly accountEnabled?: boolean };
  readonly federatedCredentials: readonly FederatedCredentialState[];
}

/** A key or a certificate: nothing in it is secret. */
export interface VaultItemState {
  readonly enabled?: boolean;
  readonly expires?: string;
  readonly version?: string;
}

export interface VaultState {
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly tenantId: string;
  readonly permissionModel: 'rbac' | 'access-policy';
  /** Role names at the scope of the vault, or of one secret of it, by principal. */
  readonly roleAssignments?: readonly {
    readonly principalId: string;
    readonly role: 'Key Vault Secrets User' | 'Key Vault Crypto User' | 'Key Vault Certificate User' | 'Key Vault Reader' | 'Key Vault Secrets Officer' | 'Contributor';
    readonly secret?: string;
    /** When it was made; default two minutes ago. */
    readonly since?: string;
    /** A condition on it, which leaves out whatever is asked for. */
    readonly condition?: string;
  }[];
  readonly accessPolicies?: readonly {
    readonly objectId: string;
    /** Holds only when this application acts on behalf of the principal. */
    readonly application?: string;
    readonly secrets: readonly string[];
  }[];
  /** `selected`: the caller's address is refused (ForbiddenByFirewall); `private`: ForbiddenByConnection. Default `public`. */
  readonly network?: 'public' | 'selected' | 'private' | 'perimeter';
  /** Private endpoints by the state of their approval. */
  readonly privateEndpoints?: readonly ('Approved' | 'Pending')[];
  /** A deny assignment stands above every role. */
  readonly denied?: true;
  readonly secrets: Readonly<Record<string, { readonly value: string; readonly enabled?: boolean; readonly expires?: string; readonly notBefore?: string; readonly version?: string; readonly olderVersions?: readonly string[] }>>;
  /** Deleted, and kept for as long as the vault keeps what was deleted. */
  readonly deletedSecrets?: VaultState['secrets'];
  readonly keys?: Readonly<Record<string, VaultItemState>>;
  readonly certificates?: Readonly<Record<string, VaultItemState>>;
}

/** The operator's own Azure login. `none`: no `az`, no environment credential. */
export type AzureOperator =
  | 'none'
  | {
      readonly tenantId: string;
      /** What the login may read; a right that is absent answers as Azure does (403, or zero rows for Resource Graph). */
      readonly may: readonly ('resource-graph' | 'arm-groups' | 'arm-identities' | 'arm-credentials' | 'arm-vaults' | 'arm-clusters' | 'activity-log' | 'graph')[];
      /** It may change nothing of what it may read, or nothing of these. */
      readonly readOnly?: true | readonly ('arm-identities' | 'arm-credentials' | 'arm-vaults' | 'graph')[];
      /** App id of an application that the operator can sign in as too, as a pipeline would. */
      readonly application?: string;
    };

/** What the world sees at an issuer's public address. Default: the cluster's own discovery document and keys. */
export interface IssuerState {
  readonly issuer: string;
  readonly serves:
    | 'cluster-keys'
    /** Discovery is right, the key set holds another key under another kid. */
    | 'other-keys'
    /** The key set holds another key under the right kid. */
    | 'forged-keys'
    /** Discovery is right, the key set is not there. */
    | 'no-keys'
    /** TCP connections are refused. */
    | 'nothing'
    | { readonly status: number; readonly body?: string };
}

/** One entry of the activity log. */
export interface ActivityState {
  readonly operation: string;
  readonly resourceId: string;
  readonly caller: string;
  readonly minutesAgo: number;
  /** Absent for what succeeded. */
  readonly refused?: { readonly status: number; readonly code: string; readonly message: string };
}

/** An AKS cluster as ARM shows it, by the issuer of its tokens. */
export interface AksClusterState {
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly tenantId: string;
  readonly issuer: string;
  /** Its API server is integrated into a virtual network. */
  readonly vnetIntegration?: true;
  readonly identityBindings?: readonly { readonly name: string; readonly clientId: string }[];
}

export interface AzureScenario {
  readonly activity?: readonly ActivityState[];
  readonly clusters?: readonly AksClusterState[];
  readonly identities?: readonly ManagedIdentityState[];
  /** Beside those of identities and vaults, which are in westeurope. */
  readonly resourceGroups?: readonly ResourceGroupState[];
  readonly applications?: readonly ApplicationState[];
  readonly vaults?: readonly VaultState[];
  readonly managedHsms?: readonly { readonly name: string; readonly subscriptionId: string; readonly resourceGroup: string; readonly tenantId: string }[];
  readonly issuers?: readonly IssuerState[];
  /** Default: may read everything. */
  readonly operator?: AzureOperator;
  readonly faults?: readonly Fault[];
}

/** Something that goes wrong on the wire, in order, for requests that match. */
export interface Fault {
  /** `METHOD host/path` matched from its start, `*` for any run of characters; e.g. `POST login.microsoftonline.com/*`. */
  readonly match: string;
  /** How many matching requests it hits; default all. */
  readonly times?: number;
  readonly act:
    | { readonly answer: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
    | 'reset'
    | 'hang'
    /** Half of the body, then silence. */
    | 'stall'
    /** Half of the body, then a byte of it now and again. */
    | 'drip'
    /** Half of the body as if it were the whole of it. */
    | 'cut'
    /** The true answer, with these headers instead of its own of that name. */
    | { readonly otherHeaders: Readonly<Record<string, string>> }
    | { readonly delayMs: number };
}

export interface Expectation {
  readonly verdict: 'ok' | 'problems' | 'undecided';
  readonly exitCode: number;
  /** Problem names of the roots, the one to mend first being first. */
  readonly rootCauses: readonly string[];
  /** Problem names among the candidates of undecided results. */
  readonly undecided?: readonly string[];
  /** Problem names or rights of gaps that count. */
  readonly gaps?: readonly string[];
  /** Problem names that are reported as warnings. */
  readonly warnings?: readonly string[];
  /** Problem names reported as consequences. */
  readonly consequences?: readonly string[];
}

/** A world and a command to see at work in it. */
export interface Demonstration {
  /** Kebab case; the name of its file. */
  readonly name: string;
  /** One line, as a headline. */
  readonly title: string;
  /** Two to four sentences for a person: what happened, what one sees, what it teaches. */
  readonly story: string;
  readonly cluster: ClusterScenario;
  readonly azure: AzureScenario;
  /** Arguments of `kubectl wi`, e.g. `['doctor', 'deployment/orders', '-n', 'shop']`. */
  readonly command: readonly string[];
}

/** One whose command is the doctor's, with what must come of it. */
export interface Scenario extends Demonstration {
  readonly expect: Expectation;
}
