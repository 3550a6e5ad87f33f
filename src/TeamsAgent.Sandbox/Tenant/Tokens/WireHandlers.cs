using Microsoft.AspNetCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Where OpenIddict's answers differ from Auth0's, these make them Auth0's.</summary>
internal static class WireHandlers
{
    private const string IdToken = OpenIddictConstants.TokenTypeIdentifiers.IdentityToken;

    public static void Add(OpenIddictServerBuilder server)
    {
        // Auth0 names the API by 'audience' everywhere; OpenIddict knows it for RFC 8693 alone.
        server.RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidateAudienceParameter.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidatePushedAudienceParameter.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateAudienceParameter.Descriptor);

        // A multi-resource refresh token may ask for scopes of another API; TokenEndpoint decides.
        server.RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateGrantedScopes.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Discovery.AttachSigningKeys.Descriptor);

        server.AddEventHandler(IdTokenWriter.Descriptor);
        server.AddEventHandler<HandleJsonWebKeySetRequestContext>(builder => builder.UseSingletonHandler<PublishKeys>());
        server.AddEventHandler<HandleConfigurationRequestContext>(builder => builder.UseSingletonHandler<CompleteDiscovery>());
        server.AddEventHandler<GenerateTokenContext>(builder => builder.UseSingletonHandler<ChooseKey>()
            .SetOrder(OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 500));
        server.AddEventHandler<ProcessSignInContext>(builder => builder.UseSingletonHandler<KeepRefreshToken>()
            .SetOrder(OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor.Order + 500));
        server.AddEventHandler<ApplyTokenResponseContext>(builder => builder.UseSingletonHandler<AnswerLikeAuth0>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 500));
        server.AddEventHandler<ApplyPushedAuthorizationResponseContext>(builder => builder.UseSingletonHandler<NotePushedAnswer>());
        server.AddEventHandler<ExtractAuthorizationRequestContext>(builder => builder.UseSingletonHandler<ResumeLogin>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractGetOrPostRequest<ExtractAuthorizationRequestContext>.Descriptor.Order + 500));
    }

    internal sealed class PublishKeys(SigningKeys keys) : IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>
    {
        public ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
        {
            foreach (var key in keys.Published)
            {
                var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
                context.Keys.Add(new JsonWebKey
                {
                    Kty = "RSA",
                    Use = "sig",
                    Alg = "RS256",
                    Kid = key.KeyId,
                    N = Base64UrlEncoder.Encode(parameters.Modulus),
                    E = Base64UrlEncoder.Encode(parameters.Exponent),
                });
            }

            return ValueTask.CompletedTask;
        }
    }

    internal sealed class CompleteDiscovery(TenantDirectory directory) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
    {
        public ValueTask HandleAsync(HandleConfigurationRequestContext context)
        {
            context.UserInfoEndpoint = new Uri(directory.Issuer + "userinfo");
            context.EndSessionEndpoint = new Uri(directory.Issuer + "oidc/logout");
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Signs access and ID tokens with today's key, and keeps no row for them: Auth0 cannot revoke them either.</summary>
    internal sealed class ChooseKey(SigningKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
    {
        public ValueTask HandleAsync(GenerateTokenContext context)
        {
            if (context.TokenType is IdToken or OpenIddictConstants.TokenTypeIdentifiers.AccessToken)
            {
                context.SigningCredentials = new SigningCredentials(keys.Current, SecurityAlgorithms.RsaSha256);
                context.CreateTokenEntry = false;
                context.PersistTokenPayload = false;
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A non-rotating refresh token is answered once, with the code.</summary>
    internal sealed class KeepRefreshToken : IOpenIddictServerHandler<ProcessSignInContext>
    {
        public ValueTask HandleAsync(ProcessSignInContext context)
        {
            if (context.Request?.GrantType == OpenIddictConstants.GrantTypes.RefreshToken)
            {
                (context.GenerateRefreshToken, context.IncludeRefreshToken) = (false, false);
            }

            return ValueTask.CompletedTask;
        }
    }

    internal sealed class AnswerLikeAuth0 : IOpenIddictServerHandler<ApplyTokenResponseContext>
    {
        public ValueTask HandleAsync(ApplyTokenResponseContext context)
        {
            var http = context.Transaction.GetHttpRequest()!.HttpContext;
            var (status, description) = (context.Response.Error, context.Request?.GrantType) switch
            {
                ("invalid_grant", OpenIddictConstants.GrantTypes.RefreshToken) => (403, "Unknown or invalid refresh token."),
                ("invalid_grant", _) => (403, "Invalid authorization code"),
                ("unauthorized_client", var grant) => (403, $"Grant type '{grant}' not allowed for the client."),
                ("access_denied", _) => (403, context.Response.ErrorDescription),
                _ => (http.Response.StatusCode, context.Response.ErrorDescription),
            };
            http.Response.StatusCode = status;
            context.Response.ErrorDescription = description;
            context.Response.ErrorUri = null;

            var note = CallNote.Of(http);
            note.Error = context.Response.Error;
            note.ErrorDescription = context.Response.ErrorDescription;
            note.TokenSha256 = CallNote.Hash(context.Response.AccessToken);
            note.Scope ??= context.Response.Scope;
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class NotePushedAnswer : IOpenIddictServerHandler<ApplyPushedAuthorizationResponseContext>
    {
        public ValueTask HandleAsync(ApplyPushedAuthorizationResponseContext context)
        {
            var note = CallNote.Of(context.Transaction.GetHttpRequest()!.HttpContext);
            note.Error = context.Response.Error;
            note.ErrorDescription = context.Response.ErrorDescription;
            context.Response.ErrorUri = null;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>
    /// <c>/authorize/resume?state=…</c> continues a login with the parameters it began with, as the tenant kept them:
    /// nothing that passes through the browser in between can change them.
    /// </summary>
    internal sealed class ResumeLogin(LoginTransactions logins) : IOpenIddictServerHandler<ExtractAuthorizationRequestContext>
    {
        public ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
        {
            var http = context.Transaction.GetHttpRequest()!;
            if (http.Path != "/authorize/resume")
            {
                return ValueTask.CompletedTask;
            }

            if (logins.Find(http.HttpContext) is { } login)
            {
                context.Request = new OpenIddictRequest(login.Parameters);
            }
            else
            {
                context.Reject(OpenIddictConstants.Errors.InvalidRequest, LoginTransactions.Gone);
            }

            return ValueTask.CompletedTask;
        }
    }
}
