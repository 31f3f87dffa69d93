/** How a foreign JSON value is read at the edge: gives the narrow typed value, or throws (zod schemas fit). */
export interface Shape<T> {
  parse(value: unknown): T;
}
