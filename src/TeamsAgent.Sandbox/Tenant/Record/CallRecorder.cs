using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Records every call of the tenant's own wire; the sandbox's controls and pages to look at are left out.</summary>
internal sealed class CallRecorder(TimeProvider clock)
{
    private const int Kept = 20_000;
    private readonly Lock _lock = new();
    private readonly Queue<TenantCall> _calls = new();

    public IReadOnlyList<TenantCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    public async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        if (TenantEndpoints.NameOf(http.Request) is not { } endpoint)
        {
            await next(http);
            return;
        }

        var note = CallNote.Of(http);
        await NoteRequestAsync(http.Request, note);
        var recorded = 0;
        void RecordOnce(bool dropped)
        {
            if (Interlocked.Exchange(ref recorded, 1) == 0)
            {
                Record(http, endpoint, note, dropped);
            }
        }

        // Before the first byte of the answer leaves: whoever has the answer finds its call recorded.
        http.Response.OnStarting(() =>
        {
            RecordOnce(dropped: false);
            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            RecordOnce(dropped: true);
        }

        RecordOnce(dropped: false);
    }

    private void Record(HttpContext http, string endpoint, CallNote note, bool dropped)
    {
        NoteRedirect(http.Response, note);
        Add(new TenantCall
        {
            At = clock.GetUtcNow(),
            Endpoint = endpoint,
            Method = http.Request.Method,
            Path = http.Request.Path,
            ClientId = note.ClientId,
            GrantType = note.GrantType,
            Connection = note.Connection,
            Subject = note.Subject,
            Audience = note.Audience,
            Scope = note.Scope,
            Status = dropped || http.RequestAborted.IsCancellationRequested ? 0 : http.Response.StatusCode,
            Error = note.Error,
            ErrorDescription = note.ErrorDescription,
            TokenSha256 = note.TokenSha256,
            SubjectTokenSha256 = note.SubjectTokenSha256,
            Fault = note.Fault,
        });
    }

    private void Add(TenantCall call)
    {
        lock (_lock)
        {
            if (_calls.Count == Kept)
            {
                _calls.Dequeue();
            }

            _calls.Enqueue(call);
        }
    }

    private static async Task NoteRequestAsync(HttpRequest request, CallNote note)
    {
        note.ClientId = request.Query["client_id"].FirstOrDefault() ?? BasicUser(request);
        note.Audience = request.Query["audience"].FirstOrDefault();
        if (!request.HasFormContentType || !request.Path.StartsWithSegments("/oauth"))
        {
            return;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        note.ClientId = form["client_id"].FirstOrDefault() ?? note.ClientId;
        note.GrantType = form["grant_type"].FirstOrDefault();
        note.Connection = form["connection"].FirstOrDefault();
        note.Audience = form["audience"].FirstOrDefault() ?? note.Audience;
        note.SubjectTokenSha256 = CallNote.Hash(form["subject_token"].FirstOrDefault() ?? form["refresh_token"].FirstOrDefault());
    }

    private static void NoteRedirect(HttpResponse response, CallNote note)
    {
        var location = response.Headers.Location.ToString();
        if (note.Error is null && location.IndexOf('?', StringComparison.Ordinal) is var mark && mark >= 0)
        {
            var query = QueryHelpers.ParseQuery(location[mark..]);
            note.Error = query.TryGetValue("error", out var error) ? error.ToString() : null;
            note.ErrorDescription = query.TryGetValue("error_description", out var text) ? text.ToString() : null;
        }
    }

    private static string? BasicUser(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..].Trim(), bytes, out var count)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes, 0, count).Split(':')[0])
            : null;
    }
}
