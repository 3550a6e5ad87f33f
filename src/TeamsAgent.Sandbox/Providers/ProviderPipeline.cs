using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using TeamsAgent.Sandbox.Providers.Faults;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>In front of every provider: records the call, then lets a waiting fault strike or the provider answer.</summary>
internal sealed class ProviderPipeline(
    ProviderStore store, TokenRegistry tokens, FaultBoard faults, OpenConnections connections, OtherHost otherHost, TimeProvider clock,
    CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (ProviderNames.OfPath(http.Request.Path) is not { } provider)
        {
            await next(http);
            return;
        }

        using var visit = connections.Enter(http);
        var body = await ReadAsync(http);
        var fault = faults.Take(provider, http.Request.Method);
        var call = Record(http, provider, body, fault);
        var status = await AnswerAsync(http, provider, fault, next);
        store.Change(data => data.Calls[call - 1] = data.Calls[call - 1] with { Status = status });
    }

    /// <returns>The status that the caller got to see, or null.</returns>
    private async Task<int?> AnswerAsync(HttpContext http, string provider, ProviderFault? fault, RequestDelegate next)
    {
        switch (fault?.Kind)
        {
            case ProviderFaultKind.Fail:
                await FaultyAnswers.ServerError(provider).ExecuteAsync(http);
                return http.Response.StatusCode;
            case ProviderFaultKind.TooManyRequests:
                await FaultyAnswers.TooManyRequests(provider, fault.RetryAfter).ExecuteAsync(http);
                return http.Response.StatusCode;
            case ProviderFaultKind.Html:
                await FaultyAnswers.HtmlAsync(http);
                return http.Response.StatusCode;
            case ProviderFaultKind.Redirect:
                FaultyAnswers.Redirect(http, fault, otherHost.Address);
                return http.Response.StatusCode;
            case ProviderFaultKind.Hang:
                return await HangAsync(http);
            case ProviderFaultKind.Drop:
                http.Abort();
                return null;
        }

        var done = await DoAsync(http, next);
        switch (fault?.Kind)
        {
            case ProviderFaultKind.FailAfterDoing:
                http.Response.Clear();
                await FaultyAnswers.ServerError(provider).ExecuteAsync(http);
                return http.Response.StatusCode;
            case ProviderFaultKind.HangAfterDoing:
                return await HangAsync(http);
            case ProviderFaultKind.DropAfterDoing:
                http.Abort();
                return null;
            case ProviderFaultKind.CloseAfterDoing:
                // Only the sending half: an abort would be a reset, which no client takes for a stale connection.
                http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
                return await HangAsync(http);
            case ProviderFaultKind.HugeBody:
                var status = http.Response.StatusCode;
                http.Response.Clear();
                await FaultyAnswers.HugeAsync(http, status);
                return status;
            case ProviderFaultKind.Slow:
                await Task.Delay(fault.Delay, clock, http.RequestAborted);
                break;
            case ProviderFaultKind.CloseAfterAnswer:
                var connection = http.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>();
                http.Response.OnCompleted(() =>
                {
                    connection.RequestClose();
                    return Task.CompletedTask;
                });
                break;
        }

        if (done.Length > 0)
        {
            http.Response.ContentLength = done.Length;
            await http.Response.Body.WriteAsync(done, http.RequestAborted);
        }

        return http.Response.StatusCode;
    }

    /// <summary>Runs the provider with its answer's body held back.</summary>
    private static async Task<byte[]> DoAsync(HttpContext http, RequestDelegate next)
    {
        var real = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(real);
        }

        return held.ToArray();
    }

    private async Task<int?> HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        http.Abort();
        return null;
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    private int Record(HttpContext http, string provider, byte[] body, ProviderFault? fault)
    {
        var token = BearerCheck.TokenOf(http.Request);
        var hash = token is null ? null : TokenRegistry.Hash(token);
        var grant = hash is null ? null : tokens.Find(hash);
        var headers = http.Request.Headers
            .Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var number = store.Change(data =>
        {
            var call = new ProviderCall(
                data.Calls.Count + 1, clock.GetUtcNow(), provider, http.Request.Method,
                http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers, hash, grant?.Owner,
                body, Convert.ToHexStringLower(SHA256.HashData(body)), http.Connection.Id, Fault: fault?.Kind);
            data.Calls.Add(call);
            return call.Number;
        });
        http.Features.Set(new Exchange(number, provider, body, hash, grant));
        return number;
    }
}
