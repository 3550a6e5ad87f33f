using System.Globalization;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Plays ordered faults in place of answers.</summary>
internal sealed class FaultPlayer(FaultQueue queue, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const string Page = "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Something went wrong</h1></body></html>";

    public async Task PlayAsync(HttpContext http, RequestDelegate next)
    {
        var note = CallNote.Of(http);
        var endpoint = TenantEndpoints.NameOf(http.Request);
        if (endpoint == TenantEndpoints.Token && note.GrantType == Auth0Wire.TokenVaultGrant)
        {
            endpoint = TenantEndpoints.TokenVault;
        }

        if (endpoint is null || queue.Take(endpoint, note.Connection) is not { } fault)
        {
            await next(http);
            return;
        }

        note.Fault = fault.Name;
        note.Error = fault.Error;
        note.ErrorDescription = fault.Description;
        await (fault.Kind switch
        {
            FaultKind.Answer => AnswerAsync(http, endpoint, fault),
            FaultKind.Html => HtmlAsync(http.Response, fault),
            FaultKind.Hang => HangAsync(http),
            FaultKind.DropAfter => DropAfterAsync(http, next),
            _ => Drop(http),
        });
    }

    private async Task AnswerAsync(HttpContext http, string endpoint, TenantFault fault)
    {
        Head(http.Response, fault);
        if (endpoint is TenantEndpoints.MyAccount)
        {
            await Problem.WriteAsync(http.Response, fault.Status, fault.Error ?? "Error", fault.Description ?? "");
            return;
        }

        var body = new Dictionary<string, object?> { ["error"] = fault.Error, ["error_description"] = fault.Description };
        if (fault.Error == "mfa_required")
        {
            body["mfa_token"] = "Fe26.2*sandbox";
            body["mfa_requirements"] = new { challenge = new[] { new { type = "otp" } } };
        }

        if (fault.Error == "use_dpop_nonce")
        {
            http.Response.Headers["DPoP-Nonce"] = "sandbox-nonce";
        }

        await http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }

    private Task HtmlAsync(HttpResponse response, TenantFault fault)
    {
        Head(response, fault);
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(Page);
    }

    private async Task HangAsync(HttpContext http)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        http.Abort();
    }

    private static async Task DropAfterAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Body = Stream.Null;
        await next(http);
        http.Abort();
    }

    private static Task Drop(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private void Head(HttpResponse response, TenantFault fault)
    {
        response.StatusCode = fault.Status;
        response.Headers.CacheControl = "no-store";
        if (fault.RetryAfter is { } pause)
        {
            response.Headers.RetryAfter = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (fault.Status == StatusCodes.Status429TooManyRequests)
        {
            var reset = clock.GetUtcNow() + (fault.RetryAfter ?? TimeSpan.FromSeconds(1));
            response.Headers["x-ratelimit-limit"] = "100";
            response.Headers["x-ratelimit-remaining"] = "0";
            response.Headers["x-ratelimit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            response.Headers["x-auth0-error-kind"] = "global-rate-limit";
        }
    }
}
