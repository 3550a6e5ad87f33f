using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>The vendor's two endpoints, and the sandbox's own for looking and for breaking.</summary>
internal sealed class ModelEndpoints(ModelOptions options, ModelLog log, ModelFaults faults, TimeProvider clock, CancellationToken stopping)
{
    public const string ModelId = "sandbox";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Planner _planner = new(clock);

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1").AddEndpointFilter((context, next) => Refusal(context.HttpContext) is { } refusal
            ? ValueTask.FromResult<object?>(refusal)
            : next(context));
        api.MapPost("/chat/completions", (Delegate)CompleteAsync);
        api.MapGet("/models", () => Results.Json(new
        {
            @object = "list",
            data = new[] { new { id = ModelId, @object = "model", created = 1_763_942_400, owned_by = "sandbox" } },
        }));
        api.Map("/{**rest}", (HttpContext http) => ModelErrors.UnknownUrl(http.Request.Method, http.Request.Path));

        var own = app.MapGroup("/sandbox/model");
        own.MapGet("/requests", () => Results.Json(log.All, Json));
        own.MapGet("/faults", () => Results.Json(faults.Waiting(), Json));
        own.MapPost("/faults", (Delegate)ArmAsync);
        own.MapPost("/faults/clear", () =>
        {
            faults.Clear();
            return Results.NoContent();
        });
    }

    private IResult? Refusal(HttpContext http)
    {
        var key = AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization.ToString(), out var header)
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null;
        var isRight = key is not null && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(options.ApiKey)));
        return isRight ? null : ModelErrors.WrongKey(key is not null);
    }

    private async Task<IResult> CompleteAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false));
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var fault = faults.Take();
        log.Add(http.Request, body, fault, clock.GetUtcNow());
        switch (fault)
        {
            case ModelFaultKind.ServerError:
                return ModelErrors.ServerError();
            case ModelFaultKind.TooManyRequests:
                http.Response.Headers.RetryAfter = "1";
                return ModelErrors.TooManyRequests();
            case ModelFaultKind.Html:
                return Results.Content("<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Please sign in to the network</h1></body></html>", "text/html");
            case ModelFaultKind.Hang:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
                }

                break;
        }

        try
        {
            return Reply(ChatRequest.Parse(body), fault);
        }
        catch (WireException wrong)
        {
            return ModelErrors.Refused(wrong);
        }
    }

    private IResult Reply(ChatRequest request, ModelFaultKind? fault)
    {
        if (request.Model != ModelId)
        {
            throw new WireException($"The model `{request.Model}` does not exist or you do not have access to it.", code: "model_not_found", status: 404);
        }

        var id = $"chatcmpl-{Guid.NewGuid():N}";
        var answer = Distortion.Of(fault, _planner.Answer(request, fault is ModelFaultKind.ObeyInjection), new Toolbox(request.Tools));
        if (request.IsStream)
        {
            return Results.Text(ChatReply.Stream(request, answer, id, clock.GetUtcNow()), "text/event-stream", Encoding.UTF8);
        }

        var completion = ChatReply.Completion(request, fault is ModelFaultKind.EmptyChoices ? null : answer, id, clock.GetUtcNow());
        return Results.Text(ChatReply.Text(completion), "application/json", Encoding.UTF8);
    }

    private sealed record FaultRequest(ModelFaultKind? Fault, int? Times);

    private async Task<IResult> ArmAsync(HttpContext http)
    {
        try
        {
            var asked = http.Request.HasFormContentType
                ? FromForm(await http.Request.ReadFormAsync(http.RequestAborted))
                : await JsonSerializer.DeserializeAsync<FaultRequest>(http.Request.Body, Json, http.RequestAborted);
            if (asked is { Fault: { } kind, Times: null or (>= 1 and <= 1000) })
            {
                faults.Add(kind, asked.Times ?? 1);
                return Results.Json(new { fault = kind, times = asked.Times ?? 1 });
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        return Results.BadRequest(new { error = "fault (such as unknown_function) is needed; times is 1 to 1000." });
    }

    private static FaultRequest? FromForm(IFormCollection form) =>
        JsonSerializer.Deserialize<FaultRequest>(JsonSerializer.Serialize(form.ToDictionary(field => field.Key, field => field.Value.ToString())), Json);
}
