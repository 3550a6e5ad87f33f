using System.Text;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Tests.Actions;

/// <summary>Fixed things for the tests of the catalogue.</summary>
internal static class The
{
    public static readonly Guid SealId = new("11111111-2222-3333-4444-555555555555");

    private static readonly Lazy<ActionCatalogue> Read = new(() => ActionCatalogue.Load(new CatalogueOptions()));

    /// <summary>The shipped packs.</summary>
    public static ActionCatalogue Shipped => Read.Value;

    public static PlanStep Sealed(string action, string arguments) => Sealed(Shipped, action, arguments);

    public static PlanStep Sealed(ActionCatalogue catalogue, string action, string arguments) =>
        catalogue.Seal(action, arguments, new SealContext(SealId, "call_1")) switch
        {
            SealResult.Sealed(var step) => step,
            SealResult.Refused(var problems) => throw new InvalidOperationException(string.Join(" ", problems)),
            _ => throw new InvalidOperationException(),
        };

    public static IReadOnlyList<string> Refused(string action, string arguments) => Refused(Shipped, action, arguments);

    public static IReadOnlyList<string> Refused(ActionCatalogue catalogue, string action, string arguments) =>
        catalogue.Seal(action, arguments, new SealContext(SealId, null)) is SealResult.Refused(var problems)
            ? problems
            : throw new InvalidOperationException($"{arguments} was sealed.");

    public static string BodyOf(PlanStep step) => Encoding.UTF8.GetString(step.Call.Body.Span);

    /// <summary>The shipped packs and one more, read from a file of its own.</summary>
    public static ActionCatalogue With(string pack, Action<CatalogueOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("pack");
        try
        {
            var file = Path.Combine(folder.FullName, "pack.yaml");
            File.WriteAllText(file, pack);
            var options = new CatalogueOptions { Paths = [file] };
            configure?.Invoke(options);
            return ActionCatalogue.Load(options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
