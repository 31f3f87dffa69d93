import type { VaultObjectType } from '../azure/port.ts';

/** What a check judges: the target, and what is found in it. Narrow and plain, so that it can be a key. */
export type WorkloadKind =
  | 'pod'
  | 'deployment'
  | 'statefulset'
  | 'daemonset'
  | 'replicaset'
  | 'job'
  | 'cronjob'
  | 'serviceaccount'
  /** Looked at through the pods that mount it. */
  | 'secretproviderclass';

export type Target = {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
};

/** What makes a target's pods, with what keeps its controller from replacing them by itself. */
export type Owner = Target & { readonly standsStill?: 'paused' | 'on-delete' | 'partition' };

/** What the user said about this run that answers may depend on; part of the keys that need it. */
export type Wishes = {
  /** `--client-id`: the one that the application passes in code. */
  readonly clientId?: string;
  /** `--vault`: host of a vault. */
  readonly vaultHost?: string;
  readonly secretName?: string;
  /** `--scope`: another resource than Key Vault; stops after the exchange. */
  readonly scope?: string;
  readonly exchange: boolean;
  readonly read: boolean;
  /** Several targets: tokens are shared by those with equal logins, and pods that exist stand for a dry run. */
  readonly many?: true;
};

/** A value with where it was found, e.g. `env AZURE_CLIENT_ID of container app, injected`. */
export type Sourced = { readonly value: string; readonly origin: string };

export type Variable = {
  readonly name: string;
  /** Only for `AZURE_*`, vault URLs and the secret's name; absent for other names and for `valueFrom`. */
  readonly value?: string;
};

export type Container = {
  readonly name: string;
  readonly init: boolean;
  readonly variables: readonly Variable[];
  /** Has `envFrom`: names that cannot be seen from the pod alone. */
  readonly envFrom: boolean;
  /** Names of Secrets that its variables come from. */
  readonly secrets?: readonly string[];
  /** `subPath` as it stands; one with `$(` in it is made at the start of the container. */
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath?: string }[];
};

/** A volume of the secrets store driver, as a pod's spec has it. */
export type SecretsStoreVolume = {
  readonly volume: string;
  /** Empty where the volume names none. */
  readonly secretProviderClass: string;
  /** Attributes that the provider takes in place of the class's parameters of that name. */
  readonly overrides: { readonly [parameter: string]: string };
  readonly readOnly: boolean;
  /** Name of the Secret that `nodePublishSecretRef` hands to the provider. */
  readonly secretRef?: string;
};

/** A projected service account token source of a pod. */
export type TokenSource = {
  readonly volume: string;
  readonly path: string;
  readonly audience?: string;
  readonly expirationSeconds?: number;
};

/** What of a pod, or of a template, the chain needs to see. */
export type PodShape = {
  readonly labels: { readonly [name: string]: string };
  /** Only keys that speak of workload identity. */
  readonly annotations: { readonly [name: string]: string };
  readonly serviceAccount: string;
  readonly containers: readonly Container[];
  readonly tokenSources: readonly TokenSource[];
  readonly hostNetwork: boolean;
  readonly secretsStoreVolumes: readonly SecretsStoreVolume[];
};

/** What a container does at this moment, as the kubelet says. */
export type ContainerState = {
  readonly container: string;
  readonly waiting?: { readonly reason: string; readonly message: string };
  readonly runningSince?: string;
};

export type Pod = PodShape & {
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string;
  readonly phase: string;
  readonly deleting: boolean;
  readonly states: readonly ContainerState[];
  /** Controller that made it, and the hash of the template it was made from. */
  readonly owner?: { readonly kind: string; readonly name: string; readonly uid: string };
  /** Absent before it is scheduled. */
  readonly node?: string;
  readonly templateHash?: string;
};

/** By which door Azure is reached: with the token that the webhook brings into the pod, or by the secrets store driver on its node. */
export type Entrance = 'webhook' | 'csi';

/** Pods with equal injected env, volumes, service account and template: judged once. */
export type PodGroup = {
  readonly id: string;
  readonly shape: PodShape;
  /** Names, newest first. */
  readonly pods: readonly string[];
  readonly newest: { readonly name: string; readonly uid: string; readonly createdAt: string };
  readonly oldestCreatedAt: string;
  /** Made from the template as it is now; true where there is no template to compare with. */
  readonly current: boolean;
  /** A rollout under way is taking these pods away. */
  readonly beingReplaced: boolean;
};

/** One way in which pods of the target mount a SecretProviderClass: volumes that are alike are one. */
export type Mount = SecretsStoreVolume & {
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Empty where no pod was made yet. */
  readonly podGroups: readonly string[];
};

/** One (service account, client id, tenant, authority, audience) in use, or that would be in use after mending. */
export type Login = {
  readonly id: string;
  readonly entrance: Entrance;
  /** For the secrets store driver: ids of the mounts that it signs in for. */
  readonly mounts: readonly string[];
  /** The first of them, whose class gives it its values. */
  readonly mount?: Mount;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly clientId?: Sourced;
  readonly tenantId?: Sourced;
  readonly authorityHost: Sourced;
  readonly audience: Sourced;
  /** Client ids of the target's other logins: what serves them is where it belongs. */
  readonly siblings: readonly string[];
  /** The template itself sets the client id; false where it was injected, or nobody can tell. */
  readonly ownClientId: boolean;
  /** Token volume that the template itself has, which took the place of the webhook's. */
  readonly ownTokenVolume?: string;
  /** Why the exchange cannot be tried as the pod would: what would have to be known. */
  readonly untried?: string;
  /** Lifetime that the token's volume asks for. */
  readonly tokenSeconds: number;
  readonly podGroups: readonly string[];
  readonly containers: readonly string[];
  /** A live pod that the token is bound to. */
  readonly boundPod?: { readonly name: string; readonly uid: string };
  readonly basis: 'as-is' | 'after-mend';
};

/** An object of a vault that a login is to read. */
export type VaultObject = {
  readonly vaultHost: string;
  readonly vaultName: string;
  readonly type: VaultObjectType;
  /** Absent where only the vault is known. */
  readonly secretName?: string;
  /** Absent where the newest is wanted. */
  readonly version?: string;
  readonly origin: string;
  /** Container that names it; absent where a flag did. */
  readonly container?: string;
  /** Mount whose class lists it. */
  readonly mount?: string;
};

export type { VaultObjectType };

export interface TargetSubject {
  readonly target: Target;
  readonly wishes: Wishes;
}

export interface PodGroupSubject extends TargetSubject {
  readonly podGroup: PodGroup;
}

export interface ContainerSubject extends PodGroupSubject {
  readonly container: Container;
}

export interface MountSubject extends TargetSubject {
  readonly mount: Mount;
}

export interface LoginSubject extends TargetSubject {
  readonly login: Login;
}

export interface VaultObjectSubject extends LoginSubject {
  readonly vaultObject: VaultObject;
}

/** Every subject a check can run once for. */
export interface Subjects {
  readonly target: TargetSubject;
  readonly 'pod-group': PodGroupSubject;
  readonly container: ContainerSubject;
  readonly mount: MountSubject;
  readonly login: LoginSubject;
  readonly 'vault-object': VaultObjectSubject;
}

export type Each = keyof Subjects;
