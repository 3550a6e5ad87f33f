using System.Diagnostics;
using System.Net;

namespace TeamsAgent.Sandbox;

/// <summary>The running product: in this process, or in one of its own that can be killed.</summary>
public sealed class Product : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly WorldOptions _options;
    private WebApplication? _app;
    private Process? _process;

    private Product(string address, IReadOnlyDictionary<string, string?> settings, WorldOptions options) =>
        (Address, _settings, _options) = (address, settings, options);

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Its services, while it runs in this process.</summary>
    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("The product does not run in this process.");

    /// <summary>Its process, if it has one of its own.</summary>
    public Process? Process => _process;

    /// <summary>The settings that it was started with.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    internal static async Task<Product> StartAsync(
        string address, IReadOnlyDictionary<string, string?> settings, WorldOptions options, CancellationToken cancellationToken)
    {
        var product = new Product(address, settings, options);
        await product.StartAgainAsync(cancellationToken);
        return product;
    }

    /// <summary>Starts it after it was stopped or killed, on what it left behind.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) =>
        _options.OutOfProcess ? StartProcessAsync(cancellationToken) : StartHereAsync(cancellationToken);

    /// <summary>Stops it in an orderly way.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }

        Kill();
    }

    /// <summary>Ends its process at once, with nothing put in order (SIGKILL).</summary>
    public void Kill()
    {
        if (_process is null)
        {
            return;
        }

        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartHereAsync(CancellationToken cancellationToken)
    {
        _app = AgentHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(_settings);
            builder.Services.AddSingleton(_options.Clock);
            builder.Logging.ClearProviders();
            if (_options.Log is { } write)
            {
                builder.Logging.AddProvider(new LineLog(write)).SetMinimumLevel(LogLevel.Trace);
            }
        }, Environments.Development);
        await Storage.Setup.MigrateAsync(_app.Configuration, cancellationToken);
        await _app.StartAsync(cancellationToken);
    }

    private async Task StartProcessAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AgentHost).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = Environments.Development;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = Environments.Development;
        foreach (var (name, value) in _settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The product's process did not start.");
        _process.OutputDataReceived += (_, line) => _options.Log?.Invoke(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _options.Log?.Invoke(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilItAnswersAsync(cancellationToken);
    }

    private async Task UntilItAnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_process is null or { HasExited: true })
            {
                throw new InvalidOperationException($"The product ended at start with exit code {_process?.ExitCode}.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri(Address + "/health/live"), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(25, cancellationToken);
        }
    }
}
