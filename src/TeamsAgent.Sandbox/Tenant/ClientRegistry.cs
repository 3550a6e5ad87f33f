using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Puts clients into OpenIddict's tables; one that is there already is brought up to date.</summary>
internal static class ClientRegistry
{
    public static async Task SaveAsync(IServiceProvider services, TenantClient client, CancellationToken ct)
    {
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        var descriptor = Describe(client);
        if (await applications.FindByClientIdAsync(client.ClientId, ct) is { } known)
        {
            await applications.UpdateAsync(known, descriptor, ct);
        }
        else
        {
            await applications.CreateAsync(descriptor, ct);
        }

        services.GetRequiredService<TenantDirectory>().Add(client);
    }

    private static OpenIddictApplicationDescriptor Describe(TenantClient client)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            ClientType = ClientTypes.Confidential,
            DisplayName = client.Name,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            },
        };
        descriptor.RedirectUris.UnionWith(client.RedirectUris.Select(uri => new Uri(uri)));
        descriptor.PostLogoutRedirectUris.UnionWith(client.PostLogoutRedirectUris.Select(uri => new Uri(uri)));
        if (client.TokenVault)
        {
            descriptor.Permissions.Add(Permissions.Prefixes.GrantType + Auth0Wire.TokenVaultGrant);
        }

        if (client.Management)
        {
            descriptor.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
        }

        if (client.RequirePushedRequests)
        {
            descriptor.Requirements.Add(Requirements.Features.PushedAuthorizationRequests);
        }

        return descriptor;
    }
}
