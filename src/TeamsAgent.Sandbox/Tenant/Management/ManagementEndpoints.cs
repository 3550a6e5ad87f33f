using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The little of the Management API that a relying party needs: who is this, are they blocked, what have they connected.</summary>
internal sealed class ManagementEndpoints(AccessTokenCheck tokens, TenantDirectory directory, TenantState state)
{
    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v2");
        api.MapGet("/users/{id}", For("read:users", http => Task.FromResult(Get(http))));
        api.MapPatch("/users/{id}", For("update:users", PatchAsync));
        api.MapGet("/users/{id}/connected-accounts", For("read:users", http => Task.FromResult(Accounts(http))));
        api.MapGet("/users-by-email", For("read:users", http => Task.FromResult(ByEmail(http))));
    }

    private RequestDelegate For(string scope, Func<HttpContext, Task<IResult>> answer) =>
        Answer.By(http => AuthorizedAsync(http, scope, answer));

    private async Task<IResult> AuthorizedAsync(HttpContext http, string scope, Func<HttpContext, Task<IResult>> answer)
    {
        var bearer = AccessTokenCheck.BearerOf(http.Request);
        var caller = await tokens.CheckAsync(bearer, Auth0Wire.ManagementAudience(directory.Issuer));
        CallNote.Of(http).ClientId = caller?.ClientId;
        return (caller, IsFixedToken(bearer)) switch
        {
            (null, false) => Error(http, 401, "Unauthorized", "Invalid token", "invalid_token"),
            ({ } known, _) when !known.Scopes.Contains(scope) => Error(http, 403, "Forbidden", $"Insufficient scope, expected any of: {scope}", "insufficient_scope"),
            _ => await answer(http),
        };
    }

    private bool IsFixedToken(string? bearer) => bearer is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(bearer)), SHA256.HashData(Encoding.UTF8.GetBytes(directory.Options.ManagementToken)));

    private IResult Get(HttpContext http) => Found(http) is not { } person ? NoSuchUser(http) : Results.Json(Fields(http, View(person)));

    private async Task<IResult> PatchAsync(HttpContext http)
    {
        if (Found(http) is not { } person)
        {
            return NoSuchUser(http);
        }

        var body = await StrictBody.ReadAsync(http.Request, "blocked");
        if (body is not { Errors.Length: 0 } || body.Flag("blocked") is not { } blocked)
        {
            return Error(http, 400, "Bad Request", "Payload validation error: only 'blocked' (boolean) is supported by the sandbox.", "invalid_body");
        }

        state.Change(memory => blocked ? memory.Blocked.Add(person.Auth0UserId) : memory.Blocked.Remove(person.Auth0UserId));
        return Results.Json(View(person));
    }

    private IResult Accounts(HttpContext http) => Found(http) is not { } person
        ? NoSuchUser(http)
        : Results.Json(new
        {
            connected_accounts = state.AccountsOf(person.Auth0UserId).Select(account => new
            {
                id = account.Id,
                connection = account.Connection,
                access_type = "offline",
                scopes = account.Scopes,
                created_at = account.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            }),
        });

    private IResult ByEmail(HttpContext http)
    {
        var email = http.Request.Query["email"].ToString();
        return email.Length == 0
            ? Error(http, 400, "Bad Request", "Query validation error: 'email' is required.", "invalid_query_string")
            : Results.Json(TenantDirectory.PersonByEmail(email) is { } person ? new[] { Fields(http, View(person)) } : []);
    }

    private static SandboxPerson? Found(HttpContext http)
    {
        var person = TenantDirectory.Person((string?)http.Request.RouteValues["id"]);
        CallNote.Of(http).Subject = person?.Auth0UserId;
        return person;
    }

    // Like Auth0, 'blocked' is there only once somebody has been blocked.
    private Dictionary<string, object> View(SandboxPerson person)
    {
        var user = new Dictionary<string, object>
        {
            ["user_id"] = person.Auth0UserId,
            ["email"] = person.Email,
            ["email_verified"] = true,
            ["name"] = person.Name,
            ["nickname"] = person.Key,
        };
        if (state.IsBlocked(person.Auth0UserId))
        {
            user["blocked"] = true;
        }

        return user;
    }

    private static Dictionary<string, object> Fields(HttpContext http, Dictionary<string, object> user)
    {
        var fields = http.Request.Query["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var include = http.Request.Query["include_fields"] != "false";
        return fields.Length == 0 ? user : user.Where(field => fields.Contains(field.Key) == include).ToDictionary();
    }

    private static IResult NoSuchUser(HttpContext http) => Error(http, 404, "Not Found", "The user does not exist.", "inexistent_user");

    private static IResult Error(HttpContext http, int status, string error, string message, string code)
    {
        (CallNote.Of(http).Error, CallNote.Of(http).ErrorDescription) = (code, message);
        return Results.Json(new { statusCode = status, error, message, errorCode = code }, statusCode: status);
    }
}
