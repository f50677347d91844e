/** Whether changes arrive. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** @property since  Milliseconds since 1970, by the platform's clock. */
  | { readonly kind: 'not-connected'; readonly since: number };
