namespace TeamsAgent.Text.StrictYaml;

/// <summary>Gathers what is wrong with one file, so that an admin sees all of it at once.</summary>
public sealed class Problems(string file)
{
    private const int Most = 100;
    private readonly List<DocumentProblem> _found = [];

    /// <summary>The file's name as it is shown.</summary>
    public string File { get; } = file;

    /// <summary>What was found so far, by line.</summary>
    public IReadOnlyList<DocumentProblem> Found => _found.OrderBy(problem => problem.Line).ToList();

    /// <summary>How many mistakes were noted, shown or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => Count > 0;

    /// <summary>Notes a mistake.</summary>
    public void Add(int line, string reason)
    {
        Count++;
        if (_found.Count < Most)
        {
            _found.Add(new DocumentProblem(File, line, reason));
        }
    }

    /// <summary>Notes a mistake at a node.</summary>
    public void Add(Node node, string reason) => Add(node.Line, reason);

    /// <summary>Throws when anything is wrong.</summary>
    /// <exception cref="DocumentException">Something is.</exception>
    public void ThrowIfAny() => ThrowIfAny([this]);

    /// <summary>Throws when anything is wrong in any of the files.</summary>
    /// <exception cref="DocumentException">Something is.</exception>
    public static void ThrowIfAny(IEnumerable<Problems> files)
    {
        var all = files.SelectMany(file => file.Found).ToList();
        if (all.Count > 0)
        {
            throw new DocumentException(all);
        }
    }
}
