using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0.Wire;

namespace TeamsAgent.Identity.Auth0;

/// <summary>
/// The My Account API: https://auth0.com/docs/secure/call-apis-on-users-behalf/token-vault/connected-accounts-for-token-vault. Every call
/// gets an access token of its own with the person's refresh token; none is kept.
/// </summary>
public sealed class MyAccountClient(Auth0Http http, Auth0Client auth0, IOptions<Auth0Options> options, ILogger<MyAccountClient> logger)
{
    private const string Create = "create:me:connected_accounts";
    private const string Read = "read:me:connected_accounts";
    private const string Delete = "delete:me:connected_accounts";
    private const int MostPages = 10;

    /// <summary>Begins to connect an account.</summary>
    public async Task<MyAccountAnswer<ConnectStarted>> ConnectAsync(
        RefreshToken token, string connection, IReadOnlyList<string> scopes, Uri redirectUri, string state, string challenge, CancellationToken cancellationToken)
    {
        var body = new ConnectRequest
        {
            Connection = connection, RedirectUri = redirectUri.AbsoluteUri, State = state, CodeChallenge = challenge, CodeChallengeMethod = "S256",
            Scopes = scopes.Count > 0 ? scopes : null,
        };
        var answer = await CallAsync(token, Create, HttpMethod.Post, "connected-accounts/connect",
            JsonContent.Create(body, MyAccountJson.Default.ConnectRequest), MyAccountJson.Default.ConnectResponse, cancellationToken);
        return Then(answer, started => started is { AuthSession: { Length: > 0 } session, ConnectParams.Ticket: { Length: > 0 } ticket, ConnectUri: { } uri } && IsTenants(uri)
            ? new ConnectStarted(new Uri(QueryHelpers.AddQueryString(uri, "ticket", ticket)), session)
            : null);
    }

    /// <summary>Ends it; the code works once.</summary>
    public async Task<MyAccountAnswer<ConnectedAccount>> CompleteAsync(
        RefreshToken token, string authSession, string connectCode, Uri redirectUri, string verifier, CancellationToken cancellationToken)
    {
        var body = new CompleteRequest { AuthSession = authSession, ConnectCode = connectCode, RedirectUri = redirectUri.AbsoluteUri, CodeVerifier = verifier };
        var answer = await CallAsync(token, Create, HttpMethod.Post, "connected-accounts/complete",
            JsonContent.Create(body, MyAccountJson.Default.CompleteRequest), MyAccountJson.Default.AccountResponse, cancellationToken);
        return Then(answer, ToAccount);
    }

    /// <summary>Everything that the person has connected, or their accounts of one connection.</summary>
    public async Task<MyAccountAnswer<IReadOnlyList<ConnectedAccount>>> ListAsync(RefreshToken token, string? connection, CancellationToken cancellationToken)
    {
        var found = new List<ConnectedAccount>();
        string? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var query = QueryHelpers.AddQueryString("connected-accounts/accounts", new Dictionary<string, string?> { ["take"] = "20", ["connection"] = connection, ["from"] = from });
            var answer = await CallAsync(token, Read, HttpMethod.Get, query, null, MyAccountJson.Default.AccountsResponse, cancellationToken);
            if (answer is not MyAccountAnswer<AccountsResponse>.Ok { Value: var accounts })
            {
                return Then<AccountsResponse, IReadOnlyList<ConnectedAccount>>(answer, _ => null);
            }

            found.AddRange((accounts.Accounts ?? []).Select(ToAccount).OfType<ConnectedAccount>());
            if (accounts.Next is not { Length: > 0 } next)
            {
                break;
            }

            from = next;
        }

        return new MyAccountAnswer<IReadOnlyList<ConnectedAccount>>.Ok(found);
    }

    /// <summary>Takes one account out of the vault. The grant at the provider stays until it is revoked there.</summary>
    public Task<MyAccountAnswer<bool>> DeleteAsync(RefreshToken token, string accountId, CancellationToken cancellationToken) =>
        CallAsync<bool>(token, Delete, HttpMethod.Delete, "connected-accounts/accounts/" + Uri.EscapeDataString(accountId), null, null, cancellationToken);

    private async Task<MyAccountAnswer<T>> CallAsync<T>(
        RefreshToken token, string scope, HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T>? form, CancellationToken cancellationToken)
    {
        using var content = body;
        switch (await auth0.RefreshAsync(token, options.Value.MyAccountAudience, scope, cancellationToken))
        {
            // Wrong audiences and scopes are silently left out at Auth0; without the scope the token is of no use.
            case TokenAnswer.Tokens { AccessToken: { Length: > 0 } access } tokens when tokens.Scope is not { } granted || granted.Split(' ').Contains(scope):
                if (tokens.RefreshToken is { } next && next != token.Reveal())
                {
                    Log.RotationIsOn(logger);
                }

                return await SendAsync(access, method, path, content, form, cancellationToken);
            case TokenAnswer.Refused { Error: "invalid_grant" or "unmet_authentication_requirements" }:
                return new MyAccountAnswer<T>.SessionExpired();
            case TokenAnswer.Refused refused:
                return new MyAccountAnswer<T>.Refused(refused.Status, refused.Error);
            case TokenAnswer.Unavailable unavailable:
                return new MyAccountAnswer<T>.Unavailable(unavailable.Why);
            default:
                return new MyAccountAnswer<T>.Refused(0, "my_account_scope_not_granted");
        }
    }

    private async Task<MyAccountAnswer<T>> SendAsync<T>(
        string access, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T>? form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{options.Value.MyAccountAudience}v1/{path}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var response = await http.Client.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new MyAccountAnswer<T>.Unavailable($"it answered {(int)response.StatusCode}"),
                _ when !response.IsSuccessStatusCode => new MyAccountAnswer<T>.Refused((int)response.StatusCode, "my_account_refused"),
                _ when form is null => new MyAccountAnswer<T>.Ok(default!),
                _ => await response.Content.ReadFromJsonAsync(form, cancellationToken) is { } value
                    ? new MyAccountAnswer<T>.Ok(value)
                    : new MyAccountAnswer<T>.Refused((int)response.StatusCode, "my_account_answer_unreadable"),
            };
        }
        catch (JsonException)
        {
            return new MyAccountAnswer<T>.Refused(200, "my_account_answer_unreadable");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new MyAccountAnswer<T>.Unavailable("it could not be reached");
        }
    }

    private bool IsTenants(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority) == new Uri(options.Value.ExactIssuer).GetLeftPart(UriPartial.Authority);

    private static ConnectedAccount? ToAccount(AccountResponse account) =>
        account is { Id: { Length: > 0 and <= 128 } id, Connection: { Length: > 0 and <= 128 } connection } ? new ConnectedAccount(id, connection, account.Scopes ?? []) : null;

    private static MyAccountAnswer<TTo> Then<TFrom, TTo>(MyAccountAnswer<TFrom> answer, Func<TFrom, TTo?> read)
        where TTo : class => answer switch
    {
        MyAccountAnswer<TFrom>.Ok ok => read(ok.Value) is { } value
            ? new MyAccountAnswer<TTo>.Ok(value)
            : new MyAccountAnswer<TTo>.Refused(200, "my_account_answer_unreadable"),
        MyAccountAnswer<TFrom>.Refused refused => new MyAccountAnswer<TTo>.Refused(refused.Status, refused.Why),
        MyAccountAnswer<TFrom>.Unavailable unavailable => new MyAccountAnswer<TTo>.Unavailable(unavailable.Why),
        _ => new MyAccountAnswer<TTo>.SessionExpired(),
    };
}
