using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>
/// Somebody with the database file rewrites history, and <c>teamsagent audit verify</c> names where. A chain alone cannot show that its tail was
/// cut, nor that all of it was made anew: for that its head has to be known from outside, which comes with the anchor.
/// </summary>
[Collection(InFaultyWorld.Name)]
public sealed class AuditTests(FaultyWorld world)
{
    private readonly Story _story = world.Story;

    [Fact]
    public async Task T44_the_first_entry_that_was_tampered_with_is_named()
    {
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: to be denied later");
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Issue #");
        await _story.QuietAsync();
        var last = await new ProductFile(_story).ReadAsync<long>("SELECT MAX(\"Seq\") FROM audit");
        Assert.True(last >= 7);

        Assert.Equal((0, $"The chain is whole: {last} entries"), await VerifyAsync(""));
        foreach (var (tampering, good, fault) in new (string, long, string)[]
        {
            ("UPDATE audit SET \"Body\" = replace(\"Body\", 'Ben', 'Eve') WHERE \"Seq\" = {0} - 5", last - 6, $"entry {last - 5} was changed"),
            ("UPDATE audit SET \"Kind\" = 'rejected' WHERE \"Seq\" = {0} - 5", last - 6, $"the columns of entry {last - 5} were changed"),
            ("UPDATE audit SET \"At\" = \"At\" + 1 WHERE \"Seq\" = {0} - 1", last - 2, $"the columns of entry {last - 1} were changed"),
            ("DELETE FROM audit WHERE \"Seq\" = {0} - 4", last - 5, $"entry {last - 4} is missing"),
            ("DELETE FROM audit WHERE \"Seq\" = 1", 0, "entry 1 is missing"),
            ("DELETE FROM audit WHERE \"Seq\" = {0} - 3; UPDATE audit SET \"Seq\" = \"Seq\" - 1 WHERE \"Seq\" > {0} - 3", last - 4, $"entry {last - 3} does not follow the one before it"),
            ("UPDATE audit SET \"Seq\" = -1 WHERE \"Seq\" = {0} - 3; UPDATE audit SET \"Seq\" = {0} - 3 WHERE \"Seq\" = {0} - 2; UPDATE audit SET \"Seq\" = {0} - 2 WHERE \"Seq\" = -1",
                last - 4, $"entry {last - 3} does not follow the one before it"),
            ("INSERT INTO audit (\"Seq\", \"At\", \"Kind\", \"Body\", \"Previous\", \"Hash\") SELECT {0} + 1, \"At\", \"Kind\", \"Body\", \"Hash\", 'ab' FROM audit WHERE \"Seq\" = {0}",
                last, $"entry {last + 1} was changed"),
        })
        {
            Assert.Equal((1, $"The chain is broken after {good} good entries: {fault}."), await VerifyAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, last)));
        }
    }

    private async Task<(int Code, string Said)> VerifyAsync(string tampering)
    {
        var copy = Path.Combine(_story.World.Folder, $"audit-{Guid.NewGuid():N}.db");
        await new ProductFile(_story).RunAsync("VACUUM INTO $copy", ("$copy", copy));
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString()))
        {
            await connection.OpenAsync(Story.Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = tampering;
            await command.ExecuteNonQueryAsync(Story.Ct);
        }

        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(AgentHost).Assembly.Location, "audit", "verify", $"--Storage:SqlitePath={copy}"]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(Story.Ct);
        await process.WaitForExitAsync(Story.Ct);
        return (process.ExitCode, said.Trim().Split(", head")[0]);
    }
}
