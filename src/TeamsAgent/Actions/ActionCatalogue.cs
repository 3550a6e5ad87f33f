using TeamsAgent.Actions.Http;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions;

/// <summary>All that the agent may propose. What is not in here cannot be done.</summary>
public sealed class ActionCatalogue
{
    private readonly Dictionary<string, IAction> _actions;
    private readonly IReadOnlyList<Pack> _packs;

    private ActionCatalogue(IReadOnlyList<Pack> packs)
    {
        _packs = packs;
        _actions = packs.SelectMany(pack => pack.Actions).ToDictionary(action => action.Function.Name, IAction (action) => action, StringComparer.Ordinal);
    }

    /// <summary>All actions, by name.</summary>
    public IReadOnlyDictionary<string, IAction> Actions => _actions;

    /// <summary>The actions as the planner offers them to the model.</summary>
    public IReadOnlyList<ActionFunction> Functions => _actions.Values.Select(action => action.Function).ToList();

    /// <summary>The providers, and the connection by which the accounts of each are reached.</summary>
    public IReadOnlyList<ProviderName> Providers => _packs.Select(pack => new ProviderName(pack.Provider, pack.Title, pack.Connection)).ToList();

    /// <summary>Reads the shipped packs and the installation's own.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="contentRoot">Where relative paths begin; the working folder by default.</param>
    /// <exception cref="DocumentException">A pack, or a setting, is wrong; all that is wrong is said.</exception>
    public static ActionCatalogue Load(CatalogueOptions options, string? contentRoot = null)
    {
        var files = new List<Problems>();
        var packs = new List<Pack>();
        foreach (var path in PackFiles.Of(options, contentRoot ?? Directory.GetCurrentDirectory(), files))
        {
            var problems = new Problems(path.Shown);
            files.Add(problems);
            if (PackFiles.Bytes(path, problems) is { } bytes && new PackReader(problems, options).Read(bytes) is { } pack)
            {
                if (packs.Find(other => other.Provider == pack.Provider) is not null)
                {
                    problems.Add(pack.Line, $"there is another pack for the provider “{pack.Provider}”");
                }

                packs.Add(pack);
            }
        }

        RefuseUnknownOverrides(options, packs, files);
        Problems.ThrowIfAny(files);
        return new ActionCatalogue(packs);
    }

    /// <summary>Seals one proposed call.</summary>
    /// <param name="action">The name that the model used.</param>
    /// <param name="argumentsJson">What it called it with.</param>
    /// <param name="context">The seal's id, another for every step.</param>
    public SealResult Seal(string action, string argumentsJson, SealContext context)
    {
        if (_actions.TryGetValue(action, out var known))
        {
            return known.Seal(argumentsJson, context);
        }

        var like = Nearest.To(action, _actions.Keys);
        var named = action.Length > 80 ? $"{action[..80]}…" : action;
        return new SealResult.Refused(
            [$"There is no action “{named}”.{(like.Count > 0 ? $" Nearest: {string.Join(", ", like)}." : "")}"]);
    }

    /// <summary>Whether a step's calls still go where its pack says: the token may go to that origin and to no other.</summary>
    public bool Permits(PlanStep step) => _packs.FirstOrDefault(pack => pack.Actions.Any(action => action.Function.Name == step.Action)) is { } pack
        && IsInside(pack, step.Call) && (step.Probe is null || IsInside(pack, step.Probe.Call));

    private static bool IsInside(Pack pack, SealedCall call) =>
        pack.Connection == call.Connection && call.Url.StartsWith(pack.BaseUrl + "/", StringComparison.Ordinal)
        && Uri.TryCreate(call.Url, UriKind.Absolute, out var url) && url.AbsoluteUri == call.Url;

    private static void RefuseUnknownOverrides(CatalogueOptions options, List<Pack> packs, List<Problems> files)
    {
        var settings = new Problems("settings");
        files.Add(settings);
        foreach (var unknown in options.BaseUrls.Keys.Where(name => packs.TrueForAll(pack => pack.Provider != name)))
        {
            settings.Add(1, $"{CatalogueOptions.Section}:BaseUrls:{unknown} names no provider{Nearest.Question(unknown, packs.Select(pack => pack.Provider))}");
        }
    }
}

/// <summary>A provider as the catalogue, people and Auth0 name it.</summary>
/// <param name="Name">The catalogue's name: <c>google_calendar</c>.</param>
/// <param name="Title">In words.</param>
/// <param name="Connection">The Auth0 connection.</param>
public sealed record ProviderName(string Name, string Title, string Connection);
