package io.unifiedtls.autoconfigure.diagnostics;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of YAML as {@link Snippet} writes them, put together: those of one element of a list are one element. */
final class MergedYaml {

    private static final String ELEMENT = "- ";

    private final Node root = new Node("");

    /** A key with a value or with keys below it, or an element of a list. */
    private static final class Node {

        private final Map<String, Node> children = new LinkedHashMap<>();

        private String value;

        Node(String value) {
            this.value = value;
        }
    }

    /** A node, and the column at which it begins. */
    private record Placed(Node node, int column) {}

    void add(String snippet) {
        var path = new ArrayDeque<>(List.of(new Placed(this.root, -1)));
        snippet.lines().forEach(line -> {
            var column = line.length() - line.stripLeading().length();
            var text = line.strip();
            while (path.getLast().column() >= column) {
                path.removeLast();
            }
            if (text.startsWith(ELEMENT)) {
                text = text.substring(ELEMENT.length());
                path.add(new Placed(element(path.getLast().node(), text), column));
                column += ELEMENT.length();
            }
            path.add(new Placed(put(path.getLast().node(), text), column));
        });
    }

    /** Returns the element that has no other value for this key yet; a value without a key is an element of its own. */
    private static Node element(Node list, String text) {
        var number = 0;
        while (true) {
            var element = list.children.computeIfAbsent(ELEMENT + number, any -> new Node(""));
            var present = element.children.get(key(text));
            var isFree = (present == null)
                    ? element.children.isEmpty() || text.contains(":")
                    : present.value.equals(value(text));
            if (isFree) {
                return element;
            }
            number++;
        }
    }

    private static Node put(Node parent, String text) {
        var node = parent.children.get(key(text));
        if (node == null) {
            node = new Node(value(text));
            parent.children.put(key(text), node);
        } else if (!node.value.equals(value(text))) {
            expand(node, node.value);
            expand(node, value(text));
        }
        return node;
    }

    /** Makes keys of an inline mapping, so that there can be others beside them. */
    private static void expand(Node node, String value) {
        if (value.startsWith("{ ")) {
            node.value = "";
            List.of(value.substring(2, value.length() - 2).split(", ")).forEach(text -> put(node, text));
        }
    }

    /** Returns the key with its colon, or a text without a key. */
    private static String key(String text) {
        var end = text.indexOf(": ");
        return (end >= 0) ? text.substring(0, end + 1) : text;
    }

    private static String value(String text) {
        var end = text.indexOf(": ");
        return (end >= 0) ? text.substring(end + 2) : "";
    }

    @Override
    public String toString() {
        var yaml = new StringBuilder();
        this.root.children.forEach((key, node) -> print(key, node, "", "", yaml));
        return yaml.toString();
    }

    private static void print(String key, Node node, String first, String indent, StringBuilder yaml) {
        if (key.startsWith(ELEMENT)) {
            var prefix = indent + ELEMENT;
            for (var child : node.children.entrySet()) {
                print(child.getKey(), child.getValue(), prefix, indent + "  ", yaml);
                prefix = indent + "  ";
            }
            return;
        }
        yaml.append(first).append(key);
        yaml.append(node.value.isEmpty() ? "\n" : " " + node.value + "\n");
        node.children.forEach((name, child) -> print(name, child, indent + "  ", indent + "  ", yaml));
    }
}
