using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Identity;

/// <summary>
/// What the vault's refusals mean. A refusal that is not in this table is the operator's: sending people to connect again for a reason that
/// nobody understands would neither help nor be safe.
/// </summary>
internal static class ExchangeErrors
{
    /// <summary>The provider refused the refresh token that the vault has stored.</summary>
    public const string RefusedByProvider = "federated_connection_refresh_token_flow_failed";

    public static TokenResult Of(TokenAnswer.Refused refused) => refused.Error switch
    {
        "federated_connection_refresh_token_not_found" or "tokenset_not_found" => new TokenResult.NotConnected(),
        RefusedByProvider => new TokenResult.Reconnect(),
        "invalid_grant" => new TokenResult.SessionExpired(),
        "user_not_found" => Operator(refused, "The vault does not know the person, although no account was hinted at. Look whether the Auth0 user still exists."),
        "invalid_client" => Operator(refused, "The identity provider refused our client id or secret. Check Auth0:ClientId and Auth0:ClientSecret."),
        "unauthorized_client" or "unsupported_grant_type" => Operator(refused, "The application may not use the Token Vault grant. Enable it in the Auth0 dashboard, for a first-party, confidential application."),
        "access_denied" => Operator(refused, "The application may not use this connection. Enable the connection for it in the Auth0 dashboard."),
        "mfa_required" => Operator(refused, "The tenant asks for a second factor in the exchange. Set its MFA policy to Never and ask for factors in a post-login Action."),
        "invalid_request" => Operator(refused, "The identity provider did not understand the exchange. Check that the connection's name is the one in Auth0."),
        "use_dpop_nonce" => Operator(refused, "The tenant asks for DPoP, which this application does not use. Switch it off for the application."),
        _ => Operator(refused, $"The identity provider refused the exchange for a reason that is not known here ({refused.Status}, {refused.Error})."),
    };

    private static TokenResult.OperatorError Operator(TokenAnswer.Refused refused, string sentence) => new(refused.Error, sentence);
}
