namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The body of <c>POST /me/v1/connected-accounts/connect</c>, by its rules.</summary>
internal sealed record ConnectRequest(string Connection, string RedirectUri, string? State, string? CodeChallenge, IReadOnlyList<string>? Scopes)
{
    private static readonly string[] AuthorizationParams =
        ["acr_values", "audience", "resource", "display", "id_token_hint", "login_hint", "max_age", "prompt", "ui_locales"];

    public static async Task<(ConnectRequest? Request, ValidationError[] Errors)> ReadAsync(HttpRequest request, TenantClient client)
    {
        var body = await StrictBody.ReadAsync(
            request, "connection", "redirect_uri", "state", "code_challenge", "code_challenge_method", "scopes", "authorization_params");
        if (body is null)
        {
            return (null, [new ValidationError("The body is not JSON.", "")]);
        }

        var connection = body.Text("connection", 1, 128, required: true);
        var redirectUri = body.Text("redirect_uri", 1, 2048, required: true);
        var state = body.Text("state", 1, 4096);
        var challenge = body.Text("code_challenge", 43, 128);
        var method = body.Text("code_challenge_method", 4, 4);
        var scopes = body.Texts("scopes", 100, 255);
        body.Object("authorization_params", AuthorizationParams);
        if ((challenge is null) != (method is null) || method is not null and not "S256")
        {
            body.Refuse("Must be S256, together with code_challenge.", "code_challenge_method");
        }

        if (redirectUri is not null && !client.RedirectUris.Contains(redirectUri))
        {
            body.Refuse("Is not an allowed callback of the client.", "redirect_uri");
        }

        return body.Errors is { Length: > 0 } errors ? (null, errors) : (new ConnectRequest(connection!, redirectUri!, state, challenge, scopes), []);
    }
}
