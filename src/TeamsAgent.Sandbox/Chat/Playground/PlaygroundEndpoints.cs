using Microsoft.AspNetCore.Mvc;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>
/// The page that plays everybody. Owns what a browser sees and sends; what is said and pressed goes through <see cref="SandboxTeams"/>, as in
/// tests.
/// </summary>
internal static class PlaygroundEndpoints
{
    private const int LargestBody = 64 * 1024;

    public static void Map(WebApplication app, SandboxTeams teams, TeamsOptions options)
    {
        PageFiles.Map(app);
        var neighbours = new Neighbours(options);
        var backstage = new Backstage(teams.Workspace, neighbours);
        var feed = new Feed(teams, options, backstage);
        var faults = new FaultDesk(teams, neighbours);

        var playground = app.MapGroup("/playground").AddEndpointFilter(new OwnPageOnly(() => teams.Address)).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        playground.MapGet("/events", (HttpContext http, string? @as) => WithPerson(@as, person =>
            TypedResults.ServerSentEvents(feed.OfAsync(person, http.RequestAborted, app.Lifetime.ApplicationStopping))));
        playground.MapPost("/say", (SayRequest request, CancellationToken cancellationToken) => Speaking.SayAsync(teams, request, cancellationToken));
        playground.MapPost("/press", (PressRequest request, CancellationToken cancellationToken) => Pressing.PressAsync(teams, request, cancellationToken));
        playground.MapGet("/requests/{id}/trail", neighbours.TrailAsync);
        playground.MapGet("/faults", faults.ShowAsync);
        playground.MapPost("/faults/chat", faults.InChatAsync);
        playground.MapPost("/faults/slack", faults.AtSlackAsync);
        playground.MapPost("/slack", (SlackActRequest request, CancellationToken cancellationToken) =>
            teams.Slack?.Control.ActAsync(request, cancellationToken) ?? Task.FromResult(Refuse("This world has no Slack.")));
        playground.MapPost("/faults/provider", faults.AtProviderAsync);
        playground.MapPost("/faults/tenant", faults.AtTenantAsync);
        playground.MapPost("/faults/clear", faults.ClearAsync);
    }

    /// <summary>Finds a person by key.</summary>
    public static SandboxPerson? Person(string? key) => People.All.FirstOrDefault(person => person.Key == key);

    /// <summary>A refusal that the page shows.</summary>
    public static IResult Refuse(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new { error }, statusCode: status);

    private static IResult WithPerson(string? key, Func<SandboxPerson, IResult> then) => Person(key) is { } person ? then(person) : Refuse("Nobody here has that name.");
}
