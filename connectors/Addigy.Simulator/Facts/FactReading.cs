namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>What an answer holds for one fact of one device.</summary>
/// <param name="Value">Text, number, true or false, list of texts, anything else that JSON knows; or null.</param>
/// <param name="ErrorMessage">Filled when the fact could not be collected.</param>
public sealed record FactReading(object? Value, string ErrorMessage = "");
