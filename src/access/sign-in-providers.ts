/** An organisation's own directory that its people sign in with: Entra ID, NHS CIS2, any OpenID Connect. */
export interface SignInProvider {
  /** In addresses and in the database: `nhs-cis2`. */
  readonly key: string
  /** On the button: `Sign in with NHS Care Identity`. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Whose accounts it may sign in. Nobody else's, whatever address it names. */
  readonly organisations: readonly string[]
  /** What `acr` or `amr` says where the provider has itself asked for a second factor. */
  readonly secondFactorSaid: readonly string[]
  /** The provider vouches for every address that it names, also without `email_verified`. */
  readonly vouchesForAddresses: boolean
}
