using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TeamsAgent.Sandbox;

/// <summary>The local world as a program: starts it, says where to look, and ends it in an orderly way.</summary>
internal static class LocalWorld
{
    private const int FirstPort = 5080;

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

        // Taken signals end the world here, not the product's host behind our back.
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        switch (args)
        {
            case []:
                return await ServeAsync(Folder(), stop.Token);
            case ["bench"]:
                await Bench.Benchmark.RunAsync(stop.Token);
                return 0;
            case ["reset"]:
                Reset(Folder());
                return 0;
            default:
                await Console.Error.WriteLineAsync("Usage: dotnet run --project src/TeamsAgent.Sandbox [-- reset | bench]\n  reset   forgets everything that the local world has kept\n  bench   prints figures of the product: start, memory, acknowledgement, presses");
                return 64;
        }
    }

    private static async Task<int> ServeAsync(string folder, CancellationToken stop)
    {
        Console.WriteLine("Starting the local world …");
        try
        {
            await using var world = await World.StartAsync(new WorldOptions { StatePath = folder, FirstPort = FirstPort, Slack = true, OnSlack = [People.Ana, People.Ben], Log = Warn }, stop);
            Console.WriteLine($"""

                The local world is up. Open  {world.Teams.Address}

                  Ana asks, Ben approves, Ada administers; Eve is not linked yet and approves nothing.
                  Teams and Slack are side by side; Ana and Ben have linked accounts on both.
                  The person's phone (codes): {world.Tenant.Address}/phone
                  What the providers hold:    {world.Providers.Address}/
                  Everything is kept in       {folder}
                  and forgotten by            dotnet run --project src/TeamsAgent.Sandbox -- reset

                Ctrl+C ends it.
                """);
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Console.WriteLine("Ending …");
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (IOException taken) when (taken.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"The ports {FirstPort} to {FirstPort + 5} are needed and one is taken ({taken.Message}). Is another local world running?");
            return 69;
        }
    }

    private static void Warn(string line)
    {
        // That the key ring lies unencrypted in a folder of this machine is how a local world is.
        var expected = line.Contains("XmlKeyManager", StringComparison.Ordinal);
        if (!expected && (line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)))
        {
            Console.Error.WriteLine(line);
        }
    }

    private static void Reset(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine("Forgotten.");
    }

    private static string Folder() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "TeamsAgent.Sandbox");
}
