package io.unifiedtls.samples.clients;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** Uses of servers that do not speak HTTP, each over a new connection. */
final class ServiceCalls {

    private ServiceCalls() {}

    static void redis(ApplicationContext application, int port) {
        var factory = application.getBean(RedisConnectionFactory.class);
        ((Lifecycle) factory).stop();
        ((Lifecycle) factory).start();
        try (var connection = factory.getConnection()) {
            connection.ping();
        }
    }

    static void rabbit(ApplicationContext application, int port) {
        application.getBean(CachingConnectionFactory.class).resetConnection();
        application.getBean(RabbitTemplate.class).execute(channel -> channel.isOpen());
    }

    static void database(ApplicationContext application, int port) {
        application.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
    }

    /** Sends with the only producer of the application, which connects again when the broker has restarted. */
    @SuppressWarnings("unchecked") // Spring Boot's bean accepts any type
    static void produce(ApplicationContext application, int port) throws Exception {
        KafkaTemplate<String, String> kafka = application.getBean(KafkaTemplate.class);
        kafka.send("orders", "one").get();
    }

    static void consume(ApplicationContext application, int port) {
        ConsumerFactory<?, ?> consumers = application.getBean(ConsumerFactory.class);
        try (var consumer = consumers.createConsumer()) {
            consumer.listTopics();
        }
    }

    static void mail(ApplicationContext application, int port) {
        var message = new SimpleMailMessage();
        message.setFrom("shop@example.com");
        message.setTo("customer@example.com");
        message.setText("Thank you");
        application.getBean(JavaMailSender.class).send(message);
    }
}
