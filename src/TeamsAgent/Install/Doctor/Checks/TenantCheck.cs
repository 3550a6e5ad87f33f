using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>The Auth0 tenant: its documents, our credentials there, and whether it lets browsers come back to us. Nobody is logged in and no token is given.</summary>
internal sealed class TenantCheck(TenantDocuments documents, Auth0Client client, PublicAddress address, IOptions<Auth0Options> options) : ICheck
{
    private const string Name = "auth0";
    private const string Application = "auth0 application";
    private const string Callback = "auth0 callback";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var document = await documents.GetAsync(cancellationToken);
            var application = await ApplicationAsync(cancellationToken);
            return
            [
                Finding.Good(Name, $"{document.Issuer} describes itself."),
                application,
                true switch
                {
                    _ when application.State != FindingState.Good => Finding.Skipped(Callback, "Not looked at, since the tenant does not take our client id and secret."),
                    _ when string.IsNullOrEmpty(document.PushedAuthorizationRequestEndpoint) =>
                        Finding.Skipped(Callback, $"The tenant takes no pushed requests, so the first login will tell. Allow {address.LinkTo(SignIns.CallbackPath)} in the application."),
                    _ => await CallbackAsync(cancellationToken),
                },
            ];
        }
        catch (TenantUnreachableException failed)
        {
            return [Finding.Bad(Name, failed.Message, $"Check Auth0:Domain (or Auth0:Issuer for a custom domain), and that this machine reaches {new Uri(options.Value.ExactIssuer).Authority} by https.")];
        }
    }

    // A code that nobody was given: the tenant looks at who asks before it looks at the code.
    private async Task<Finding> ApplicationAsync(CancellationToken cancellationToken)
    {
        var (code, verifier) = ("doctor-" + Guid.NewGuid().ToString("N"), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        return await client.RedeemCodeAsync(code, verifier, address.LinkTo(SignIns.CallbackPath), cancellationToken) switch
        {
            TokenAnswer.Refused { Error: "invalid_grant" } => Finding.Good(Application, "The tenant takes our client id and secret."),
            TokenAnswer.Refused { Error: "unauthorized_client" } => Finding.Bad(Application, "The application may not use the grant Authorization Code.", "Switch it on at Auth0: Applications, Advanced Settings, Grant Types."),
            TokenAnswer.Refused refused => Finding.Bad(Application, $"The tenant refuses our client id or secret ({refused.Error}).", "Check Auth0:ClientId and Auth0:ClientSecret against the application's settings at Auth0."),
            TokenAnswer.Unavailable later => Finding.Bad(Application, $"The tenant gave no answer: {later.Why}.", "Run doctor again in a minute."),
            _ => Finding.Bad(Application, "The tenant's answer cannot be read.", "Check that Auth0:Domain is the tenant's own domain."),
        };
    }

    // A request that nobody follows: it is forgotten by the tenant within a minute.
    private async Task<Finding> CallbackAsync(CancellationToken cancellationToken)
    {
        var callback = address.LinkTo(SignIns.CallbackPath);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"))));
        try
        {
            await client.AuthorizeUrlAsync(
                new Dictionary<string, string>
                {
                    ["response_type"] = "code",
                    ["redirect_uri"] = callback.AbsoluteUri,
                    ["scope"] = "openid",
                    ["state"] = Guid.NewGuid().ToString("N"),
                    ["nonce"] = Guid.NewGuid().ToString("N"),
                    ["code_challenge"] = challenge,
                    ["code_challenge_method"] = "S256",
                }, cancellationToken);
            return Finding.Good(Callback, $"Logins may come back to {callback}.");
        }
        catch (TenantUnreachableException refused)
        {
            return Finding.Bad(Callback, refused.Message, $"Add {callback} to the application's Allowed Callback URLs at Auth0.");
        }
    }
}
