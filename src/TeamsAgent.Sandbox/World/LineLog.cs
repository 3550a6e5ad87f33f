namespace TeamsAgent.Sandbox;

/// <summary>Gives every log entry of the product, at every level, to one writer as text.</summary>
internal sealed class LineLog(Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(categoryName, write);

    public void Dispose()
    {
        // Owns nothing.
    }

    private sealed class Lines(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
