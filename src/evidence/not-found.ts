import { WireFailure } from '../wire/failure.ts';

/**
 * The words of an API server that an object is not there; undefined for any other failure.
 *
 * A 404 of what stands before it, or for a path that it does not serve, has no `Status` with this reason: it says
 * nothing about the object.
 */
export function notFound(error: unknown): string | undefined {
  if (!(error instanceof WireFailure) || error.fault.kind !== 'status') return undefined;
  return error.fault.status === 404 && error.fault.code === 'NotFound' ? error.fault.message : undefined;
}
