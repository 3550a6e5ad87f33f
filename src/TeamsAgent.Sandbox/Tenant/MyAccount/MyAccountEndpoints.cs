using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Connected accounts in the My Account API: https://auth0.com/docs/manage-users/my-account-api.</summary>
internal sealed partial class MyAccountEndpoints(
    AccessTokenCheck tokens, TenantDirectory directory, TenantState state, PendingConnects pending, TimeProvider clock)
{
    public void Map(WebApplication app)
    {
        var accounts = app.MapGroup("/me/v1/connected-accounts");
        accounts.MapPost("/connect", For(Auth0Wire.CreateAccounts, ConnectAsync));
        accounts.MapPost("/complete", For(Auth0Wire.CreateAccounts, CompleteAsync));
        accounts.MapGet("/accounts", For(Auth0Wire.ReadAccounts, (http, caller) => Task.FromResult(List(http, caller))));
        accounts.MapGet("/connections", For(Auth0Wire.ReadAccounts, (_, _) => Task.FromResult(Connections())));
        accounts.MapDelete("/accounts/{id}", For(Auth0Wire.DeleteAccounts, (http, caller) => Task.FromResult(Delete(http, caller))));
    }

    private RequestDelegate For(string scope, Func<HttpContext, AccessTokenFacts, Task<IResult>> answer) =>
        Answer.By(http => AuthorizedAsync(http, scope, answer));

    private async Task<IResult> AuthorizedAsync(HttpContext http, string scope, Func<HttpContext, AccessTokenFacts, Task<IResult>> answer)
    {
        var caller = await tokens.CheckBearerAsync(http.Request, Auth0Wire.MyAccountAudience(directory.Issuer));
        var note = CallNote.Of(http);
        (note.Subject, note.ClientId) = (caller?.Subject, caller?.ClientId);
        note.SubjectTokenSha256 = CallNote.Hash(AccessTokenCheck.BearerOf(http.Request));
        http.Response.Headers.CacheControl = "no-store";
        return caller switch
        {
            null => Problem.Of(http, 401, "Unauthorized", "Invalid or missing access token."),
            _ when !caller.Scopes.Contains(scope) => Problem.Of(http, 403, "Forbidden", $"Insufficient scope, expected: {scope}"),
            _ when HttpMethods.IsPost(http.Request.Method) && !http.Request.HasJsonContentType() => Problem.Of(http, 415, "Unsupported Media Type", "Expected application/json."),
            _ => await answer(http, caller),
        };
    }

    private async Task<IResult> ConnectAsync(HttpContext http, AccessTokenFacts caller)
    {
        if (directory.Client(caller.ClientId) is not { } client)
        {
            return Problem.Of(http, 403, "Forbidden", "The client is unknown.");
        }

        var (request, errors) = await ConnectRequest.ReadAsync(http.Request, client);
        if (request is null)
        {
            return Problem.Of(http, 400, "Bad Request", "The request body is invalid.", errors);
        }

        var note = CallNote.Of(http);
        note.Connection = request.Connection;
        if (directory.Connection(request.Connection) is not { } connection)
        {
            return Problem.Of(http, 404, "Not Found", "The connection does not exist or is not enabled for connected accounts.");
        }

        // What is asked for replaces what the connection is configured with.
        var connect = pending.Begin(caller, request, request.Scopes ?? [.. connection.Scopes.Keys]);
        note.Scope = string.Join(' ', connect.Scopes);
        return Results.Json(
            new
            {
                auth_session = connect.AuthSession,
                connect_uri = directory.Issuer + "connected-accounts/connect",
                connect_params = new { ticket = connect.Ticket },
                expires_in = PendingConnects.LifetimeSeconds,
            },
            statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> CompleteAsync(HttpContext http, AccessTokenFacts caller)
    {
        var body = await StrictBody.ReadAsync(http.Request, "auth_session", "connect_code", "redirect_uri", "code_verifier");
        if (body is null)
        {
            return Problem.Of(http, 400, "Bad Request", "The body is not JSON.");
        }

        var authSession = body.Text("auth_session", 1, 64, required: true);
        var code = body.Text("connect_code", 1, 46, required: true);
        var redirectUri = body.Text("redirect_uri", 1, 2048, required: true);
        var verifier = body.Text("code_verifier", 43, 128);
        if (body.Errors is { Length: > 0 } errors)
        {
            return Problem.Of(http, 400, "Bad Request", "The request body is invalid.", errors);
        }

        if (pending.BySession(authSession!) is not { ConnectCode: { } expected } connect || connect.UserId != caller.Subject || connect.ClientId != caller.ClientId)
        {
            return Problem.Of(http, 403, "Forbidden", "The auth_session is unknown, expired, not allowed yet, or another user's.");
        }

        CallNote.Of(http).Connection = connect.Request.Connection;
        var matches = Same(code!, expected) && redirectUri == connect.Request.RedirectUri && ProvesChallenge(connect.Request.CodeChallenge, verifier);
        if (!pending.End(connect) || !matches)
        {
            return Problem.Of(http, 400, "Bad Request", "The connect_code, redirect_uri or code_verifier does not match.");
        }

        var connection = directory.Connection(connect.Request.Connection)!;
        var account = ConnectedAccounts.Save(state, caller.Subject, connection, connect.Scopes, connect.ProviderUserId!, clock.GetUtcNow());
        return Results.Json(View(account), statusCode: StatusCodes.Status201Created);
    }

    private IResult List(HttpContext http, AccessTokenFacts caller)
    {
        var query = http.Request.Query;
        var wanted = query["connection"].Where(name => !string.IsNullOrEmpty(name)).ToArray();
        var take = 10;
        if (wanted.Length > 20 || (query.ContainsKey("take") && (!int.TryParse(query["take"], NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > 20)))
        {
            return Problem.Of(http, 400, "Bad Request", "The query is invalid.", new ValidationError("Must be 1 to 20.", "take"));
        }

        var all = state.AccountsOf(caller.Subject).Where(account => wanted.Length == 0 || wanted.Contains(account.Connection)).ToList();
        var from = query["from"].FirstOrDefault();
        var start = from is null ? 0 : all.FindIndex(account => account.Id == from) + 1;
        var page = all.Skip(start).Take(take).ToArray();
        var body = new Dictionary<string, object> { ["accounts"] = page.Select(View).ToArray() };
        if (start + page.Length < all.Count)
        {
            body["next"] = page[^1].Id;
        }

        return Results.Json(body);
    }

    private IResult Connections() => Results.Json(new
    {
        connections = directory.Options.Connections.Select(connection => new
        {
            name = connection.Name,
            strategy = connection.Strategy ?? connection.Name,
            scopes = connection.Scopes.Keys,
        }),
    });

    private IResult Delete(HttpContext http, AccessTokenFacts caller)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (!AccountId().IsMatch(id))
        {
            return Problem.Of(http, 400, "Bad Request", "The id is invalid.", new ValidationError("Must match ^cac_[A-Za-z0-9]+$.", "id"));
        }

        // The provider is not told: its tokens live on there.
        var removed = state.Change(memory => memory.Accounts.RemoveAll(account => account.Id == id && account.UserId == caller.Subject));
        return removed > 0 ? Results.NoContent() : Problem.Of(http, 404, "Not Found", "The connected account does not exist.");
    }

    private static object View(ConnectedAccount account) => new
    {
        id = account.Id,
        connection = account.Connection,
        access_type = "offline",
        scopes = account.Scopes,
        created_at = account.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
    };

    private static bool ProvesChallenge(string? challenge, string? verifier) => (challenge, verifier) switch
    {
        (null, null) => true,
        (not null, not null) => Same(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), challenge),
        _ => false,
    };

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    [GeneratedRegex("^cac_[A-Za-z0-9]+$")]
    private static partial Regex AccountId();
}
