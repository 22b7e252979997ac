/** What is counted of an answered request, as the server tells it. */
export interface CountedRequest {
  readonly method: string;
  /** As the API's document writes it; `null` for an address at which nothing is. */
  readonly route: string | null;
  readonly status: number;
  /** ms */
  readonly duration: number;
  readonly caller: { readonly user_id: string } | null;
  /** Of the body; `null` where that is not known. */
  readonly bytes: number | null;
}
